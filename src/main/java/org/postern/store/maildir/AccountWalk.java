package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Goes through the directories of all accounts, also those that nobody uses, a few at a time. Not thread-safe. */
final class AccountWalk {
    private final Surroundings env;
    private final Deque<String> domains = new ArrayDeque<>();
    private final Deque<Path> accounts = new ArrayDeque<>();

    AccountWalk(Surroundings env) {
        this.env = env;
    }

    boolean isAtEnd() {
        return domains.isEmpty() && accounts.isEmpty();
    }

    void begin() throws IOException {
        domains.addAll(env.files().list(env.mail()));
    }

    /** The next account; empty where there was none, which need not be the end. */
    Optional<Path> next() {
        if (accounts.isEmpty() && !domains.isEmpty()) {
            accounts.addAll(accountsOf(env, domains.remove()));
            return Optional.empty();
        }
        return Optional.ofNullable(accounts.poll());
    }

    static List<Path> accountsOf(Surroundings env, String domain) {
        Path directory = env.mail().resolve(domain);
        try {
            return domain.startsWith(".")
                    ? List.of()
                    : env.files().list(directory).stream()
                            .map(directory::resolve)
                            .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            Log.notWalked(directory, e);
            return List.of();
        }
    }
}
