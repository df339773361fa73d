package org.postern.delivery;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;

/** Whether the sender of a message may be sent a report about it at all. */
final class ReportRule {
    private static final Set<String> BULK = Set.of("bulk", "junk", "list");

    private ReportRule() {}

    /**
     * Never to an empty sender (RFC 5321 6.1), about what a program has sent by itself (RFC 3834 5), or to a list (RFC 2919,
     * RFC 2369): nobody is there who could do anything about it, and two programs might go on writing to each other.
     *
     * @param header of the message; empty when it is not known
     */
    static boolean permits(Optional<Address> sender, byte[] header) {
        HeaderBlock fields = HeaderBlock.parse(header);
        boolean automatic =
                fields.all("Auto-Submitted").stream().map(ReportRule::word).anyMatch(word -> !word.equals("no"));
        boolean list = fields.first("List-Id").isPresent()
                || fields.first("List-Post").isPresent()
                || fields.all("Precedence").stream().map(ReportRule::word).anyMatch(BULK::contains);
        return sender.isPresent() && !automatic && !list;
    }

    /** The first word of the value, in lower case. */
    private static String word(HeaderField field) {
        String value = field.value().latin1();
        int end = 0;
        while (end < value.length() && (Character.isLetterOrDigit(value.charAt(end)) || value.charAt(end) == '-')) {
            end++;
        }
        return value.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
