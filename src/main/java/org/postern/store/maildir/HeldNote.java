package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.store.MailboxName;

/**
 * What a directory of held messages says about them, kept in the small text file {@value #FILE}: the name of the mailbox
 * when the last of them left, and the keywords they have. A keyword's line is its number; lines are only ever added.
 */
record HeldNote(MailboxName mailbox, List<String> keywords) {
    static final String FILE = "postern.held";
    private static final String HEAD = "postern-held 1";
    private static final String MAILBOX = "mailbox ";
    private static final String KEYWORD = "keyword ";

    HeldNote {
        keywords = List.copyOf(keywords);
    }

    HeldNote withMailbox(MailboxName name) {
        return new HeldNote(name, keywords);
    }

    /** With those of them that are new. */
    HeldNote withKeywords(List<String> more) {
        List<String> all = new ArrayList<>(keywords);
        more.stream().filter(k -> !all.contains(k)).forEach(all::add);
        return new HeldNote(mailbox, all);
    }

    String text() {
        StringBuilder out = new StringBuilder(HEAD + "\n" + MAILBOX + mailbox + "\n");
        keywords.forEach(k -> out.append(KEYWORD).append(k).append('\n'));
        return out.toString();
    }

    /** Empty when there is none, or none of ours. */
    static Optional<HeldNote> read(SmallFiles files, Path directory) throws IOException {
        return files.lines(directory.resolve(FILE)).flatMap(HeldNote::parse);
    }

    static Optional<HeldNote> parse(List<String> lines) {
        if (lines.size() < 2 || !lines.get(0).equals(HEAD) || !lines.get(1).startsWith(MAILBOX)) {
            return Optional.empty();
        }
        List<String> keywords = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            if (line.startsWith(KEYWORD)) {
                keywords.add(line.substring(KEYWORD.length()));
            }
        }
        try {
            return Optional.of(new HeldNote(new MailboxName(lines.get(1).substring(MAILBOX.length())), keywords));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
