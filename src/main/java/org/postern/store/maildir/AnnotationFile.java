package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;

/**
 * Annotations in a file: a line each, the value in base64, a space, the name. The one of a mailbox lies in its directory, so
 * that it goes where the mailbox goes. Lines that make no sense are passed over.
 */
final class AnnotationFile {
    /** Of a mailbox. */
    static final String OF_MAILBOX = "postern.metadata";
    /** Of an account: beside that of INBOX. */
    static final String OF_ACCOUNT = "postern.metadata.account";
    /** Of the server, in the root of all accounts. */
    static final String OF_SERVER = ".postern.metadata";

    private static final String HEAD = "postern-metadata 1";

    private final SmallFiles small;
    private final Path file;

    AnnotationFile(SmallFiles small, Path file) {
        this.small = small;
        this.file = file;
    }

    Annotations read() throws IOException {
        Map<String, AnnotationValue> entries = new TreeMap<>();
        for (String line : small.lines(file).orElse(List.of())) {
            parse(line, entries);
        }
        return entries.isEmpty() ? Annotations.NONE : Annotations.of(entries);
    }

    private static void parse(String line, Map<String, AnnotationValue> entries) {
        int space = line.indexOf(' ');
        if (space < 0 || space + 1 == line.length() || line.charAt(space + 1) != '/') {
            return;
        }
        decoded(line.substring(0, space)).ifPresent(value -> entries.put(line.substring(space + 1), value));
    }

    private static Optional<AnnotationValue> decoded(String base64) {
        try {
            return Optional.of(AnnotationValue.of(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Without entries there is no file. */
    void write(Annotations annotations) throws IOException {
        if (annotations.isEmpty()) {
            small.deleteIfThere(file);
            return;
        }
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        annotations
                .entries()
                .forEach((name, value) -> text.append(Base64.getEncoder().encodeToString(value.octets()))
                        .append(' ')
                        .append(name)
                        .append('\n'));
        small.replace(file, text.toString());
    }
}
