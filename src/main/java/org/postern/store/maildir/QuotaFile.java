package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.store.StorageUse;

/**
 * The file {@value #FILE} by which other servers and delivery agents keep a Maildir++ quota: a first line with the limits,
 * {@code <octets>S,<messages>C}, either of which may be missing, then lines of octets and messages that add up to the use.
 */
final class QuotaFile {
    static final String FILE = "maildirsize";

    private QuotaFile() {}

    /** The line of limits, if there is one that makes sense. */
    static Optional<String> limits(SmallFiles files, Path root) throws IOException {
        List<String> lines = files.lines(root.resolve(FILE)).orElse(List.of());
        return lines.stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,18}[SC](,[0-9]{1,18}[SC])?"));
    }

    static String limits(StorageUse use) {
        String octets = text(use.octetLimit(), "S");
        String messages = text(use.messageLimit(), "C");
        return octets.isEmpty() || messages.isEmpty() ? octets + messages : octets + "," + messages;
    }

    private static String text(OptionalLong limit, String unit) {
        return limit.isPresent() ? limit.getAsLong() + unit : "";
    }

    static void write(SmallFiles files, Path root, String limits, long octets, long messages) throws IOException {
        files.replace(root.resolve(FILE), limits + "\n" + octets + " " + messages + "\n");
    }
}
