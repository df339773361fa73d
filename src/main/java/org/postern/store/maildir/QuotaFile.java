package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.store.StorageUse;

/**
 * The file {@value #FILE} by which other servers and delivery agents keep a Maildir++ quota: a first line with the limits,
 * {@code <octets>S,<messages>C}, either of which may be missing, then lines of octets and messages that add up to the use.
 */
final class QuotaFile {
    static final String FILE = "maildirsize";
    /** Octets and messages added, or removed. */
    private static final Pattern USE = Pattern.compile(" *(-?[0-9]{1,18}) +(-?[0-9]{1,18}) *");

    private QuotaFile() {}

    /** The line of limits, if there is one that makes sense. */
    static Optional<String> limits(SmallFiles files, Path root) throws IOException {
        List<String> lines = files.lines(root.resolve(FILE)).orElse(List.of());
        return lines.stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,18}[SC](,[0-9]{1,18}[SC])?"));
    }

    /** The use that its lines add up to; empty when there is no file, or one without sound limits. */
    static Optional<FolderSize> use(SmallFiles files, Path root) throws IOException {
        if (limits(files, root).isEmpty()) {
            return Optional.empty();
        }
        long octets = 0;
        long messages = 0;
        for (String line : files.lines(root.resolve(FILE)).orElse(List.of())) {
            Matcher use = USE.matcher(line);
            if (use.matches()) {
                octets += Long.parseLong(use.group(1));
                messages += Long.parseLong(use.group(2));
            }
        }
        return Optional.of(new FolderSize(messages, octets));
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
