package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.AccessList;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.UserName;

/**
 * A mailbox's access list as Dovecot's vfile driver keeps it in {@value #FILE}: a line for an entry, the identifier (in
 * quotes where it has a space), a space, letters of rights, and perhaps a colon with rights by name. Lines about what is not
 * known here, as groups, grant nothing and stay as they are.
 */
final class AccessFile {
    static final String FILE = "dovecot-acl";
    private static final String USER = "user=";

    private final SmallFiles small;
    private final Path file;

    AccessFile(SmallFiles small, Path mailbox) {
        this.small = small;
        this.file = mailbox.resolve(FILE);
    }

    AccessList read() throws IOException {
        Map<AccessIdentifier, Rights> entries = new LinkedHashMap<>();
        for (String line : lines()) {
            identifier(line).ifPresent(id -> entries.put(id, rights(line)));
        }
        return entries.isEmpty() ? AccessList.NONE : AccessList.of(entries);
    }

    private List<String> lines() throws IOException {
        return small.lines(file).orElse(List.of());
    }

    /** Without entries there is no file. */
    void write(AccessList list) throws IOException {
        StringBuilder text = new StringBuilder();
        for (var entry : list.entries()) {
            text.append(text(entry.getKey()))
                    .append(' ')
                    .append(letters(entry.getValue()))
                    .append('\n');
        }
        for (String line : lines()) {
            if (!line.isBlank() && identifier(line).isEmpty()) {
                text.append(line).append('\n');
            }
        }
        if (text.isEmpty()) {
            small.deleteIfThere(file);
        } else {
            small.replace(file, text.toString());
        }
    }

    /** Where there are none, a colon says that the line is not cut off. */
    private static String letters(Rights rights) {
        return rights.isEmpty() ? ":" : rights.letters();
    }

    static String text(AccessIdentifier identifier) {
        String text = switch (identifier.kind()) {
            case ANYONE -> "anyone";
            case AUTHENTICATED -> "authenticated";
            case OWNER -> "owner";
            case USER -> USER + identifier.user().map(UserName::address).orElseThrow();
        };
        return identifier.sign() == Sign.TAKES ? "-" + text : text;
    }

    private static int end(String line) {
        boolean quoted = line.startsWith("\"");
        int end = line.indexOf(quoted ? '"' : ' ', 1);
        return end < 0 ? line.length() : quoted ? end + 1 : end;
    }

    private static Optional<AccessIdentifier> identifier(String line) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String text = line.substring(0, end(line)).replace("\"", "");
        return identifierOf(text);
    }

    /** Empty for one that is not known here. */
    static Optional<AccessIdentifier> identifierOf(String text) {
        Sign sign = text.startsWith("-") ? Sign.TAKES : Sign.GRANTS;
        String who = sign == Sign.TAKES ? text.substring(1) : text;
        return switch (who) {
            case "anyone" -> Optional.of(AccessIdentifier.of(Kind.ANYONE, sign));
            case "authenticated" -> Optional.of(AccessIdentifier.of(Kind.AUTHENTICATED, sign));
            case "owner" -> Optional.of(AccessIdentifier.of(Kind.OWNER, sign));
            default ->
                who.startsWith(USER)
                        ? user(who.substring(USER.length())).map(user -> AccessIdentifier.of(user, sign))
                        : Optional.empty();
        };
    }

    private static Optional<UserName> user(String address) {
        try {
            return Optional.of(UserName.of(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Rights rights(String line) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        String rest = line.substring(end(line)).strip();
        int colon = rest.indexOf(':');
        String letters = colon < 0 ? rest : rest.substring(0, colon);
        letters.chars().forEach(letter -> Right.of(letter).ifPresent(rights::add));
        if (colon >= 0) {
            for (String word : words(rest.substring(colon + 1))) {
                Right.named(word).ifPresent(rights::add);
            }
        }
        return new Rights(rights);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split(" +", -1));
    }
}
