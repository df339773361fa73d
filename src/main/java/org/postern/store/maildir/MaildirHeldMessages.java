package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postern.store.HeldMessage;
import org.postern.store.HeldMessages;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxName;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** A handle on what an account holds. A message's id is its path below the directory of held messages. */
final class MaildirHeldMessages implements HeldMessages {
    /** Messages taken back at a time, so that a million need no more memory than these, and nobody waits long. */
    private static final int BATCH = 1000;

    private final AccountRoot root;
    private final MaildirAccount account;
    private final Occasion why;

    /** @param why messages are taken back */
    MaildirHeldMessages(AccountRoot root, MaildirAccount account, Occasion why) {
        this.root = root;
        this.account = account;
        this.why = why;
    }

    @Override
    public List<HeldMessage> list() throws StoreException {
        root.requireOpen();
        try {
            Map<String, MailboxName> names = new HashMap<>();
            List<HeldMessage> all = new ArrayList<>();
            List<HeldFile> files = held();
            if (!files.isEmpty()) {
                names.putAll(names());
            }
            for (HeldFile file : files) {
                MailboxName name =
                        names.getOrDefault(file.from().id(), file.from().name());
                file.facts(root.env().files())
                        .ifPresent(facts -> all.add(new HeldMessage(
                                id(file), name, file.expunged(), facts.received(), facts.wire(), file.unmarked())));
            }
            return all;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private List<HeldFile> held() throws IOException {
        var oldest = root.holding().oldest();
        return root.holding().list().stream()
                .filter(file -> !file.expunged().isBefore(oldest))
                .toList();
    }

    private String id(HeldFile file) {
        return root.holding().directory().relativize(file.path()).toString();
    }

    private StoreException failure(IOException e) {
        return Failures.of("held messages of " + root.user(), e);
    }

    /** Every mailbox there is, by id. */
    private Map<String, MailboxName> names() throws IOException, StoreException {
        Map<String, MailboxName> names = new HashMap<>();
        for (MailboxName name : root.names()) {
            idOf(name).ifPresent(id -> names.putIfAbsent(id, name));
        }
        return names;
    }

    private Optional<String> idOf(MailboxName name) throws IOException, StoreException {
        return Identity.read(root.env().small(), root.folderPath(name)).map(Identity::id);
    }

    @Override
    public MessageBody body(HeldMessage message) throws StoreException {
        root.requireOpen();
        try {
            Path file = root.holding().directory().resolve(message.id()).normalize();
            if (file.startsWith(root.holding().directory())) {
                return StoredBody.open(root.env().files(), file);
            }
        } catch (NoSuchFileException e) {
            throw new StoreException(Problem.MESSAGE_GONE, message.id() + " is no longer held", e);
        } catch (IOException e) {
            throw failure(e);
        }
        throw new StoreException(Problem.MESSAGE_GONE, message.id() + " is no longer held");
    }

    @Override
    public Map<MailboxName, UidSet> restore(List<HeldMessage> messages) throws StoreException {
        root.requireOpen();
        Map<MailboxName, UidSet> restored = new TreeMap<>(MailboxName.INBOX_FIRST);
        try {
            for (var group : groups(messages).entrySet()) {
                restore(group.getKey(), group.getValue(), restored);
            }
            root.holding().clear();
        } catch (IOException e) {
            throw failure(e);
        }
        return restored;
    }

    private Map<HeldFile.Origin, List<HeldFile>> groups(List<HeldMessage> messages) throws IOException {
        Map<String, HeldFile> held = held().stream().collect(Collectors.toMap(this::id, file -> file));
        Map<HeldFile.Origin, List<HeldFile>> groups = new LinkedHashMap<>();
        for (HeldMessage message : messages) {
            HeldFile file = held.remove(message.id());
            if (file != null) {
                groups.computeIfAbsent(file.from(), from -> new ArrayList<>()).add(file);
            }
        }
        return groups;
    }

    private void restore(HeldFile.Origin from, List<HeldFile> files, Map<MailboxName, UidSet> restored)
            throws IOException, StoreException {
        MailboxName name = target(from);
        Folder folder = root.acquire(name);
        try {
            for (int at = 0; at < files.size(); at += BATCH) {
                UidSet uids = folder.arrivals().restore(files.subList(at, Math.min(files.size(), at + BATCH)), why);
                restored.merge(name, uids, UidSet::plus);
            }
        } finally {
            root.release(folder);
        }
    }

    private MailboxName target(HeldFile.Origin from) throws IOException, StoreException {
        root.structure().lock();
        try {
            if (root.exists(from.name())
                    && idOf(from.name()).filter(from.id()::equals).isPresent()) {
                return from.name();
            }
            MailboxName now = names().getOrDefault(from.id(), from.name());
            if (!root.exists(now)) {
                account.create(now, Optional.empty());
                account.subscribe(now, Subscription.SUBSCRIBED);
            }
            return now;
        } finally {
            root.structure().unlock();
        }
    }
}
