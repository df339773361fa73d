package org.postern.imap.fetch;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postern.mime.FieldNameSet;

/** Names of header fields as a client wrote them, which compare in any case. Immutable. */
public final class FieldNames {
    /**
     * In lower case: what the listings of Thunderbird, Apple Mail, K-9, Evolution, mutt and Roundcube ask for, and what
     * SEARCH and SORT look at. A change needs another version of the summaries.
     */
    private static final Set<String> COMMON = Set.of(
            "auto-submitted",
            "bcc",
            "cc",
            "content-description",
            "content-language",
            "content-transfer-encoding",
            "content-type",
            "date",
            "delivered-to",
            "disposition-notification-to",
            "from",
            "importance",
            "in-reply-to",
            "keywords",
            "lines",
            "list-id",
            "list-post",
            "list-subscribe",
            "list-unsubscribe",
            "mailing-list",
            "message-id",
            "mime-version",
            "newsgroups",
            "precedence",
            "priority",
            "references",
            "reply-to",
            "resent-date",
            "resent-from",
            "resent-to",
            "return-path",
            "return-receipt-to",
            "sender",
            "subject",
            "to",
            "user-agent",
            "x-draft-info",
            "x-label",
            "x-mailer",
            "x-original-to",
            "x-priority",
            "x-spam-flag",
            "x-spam-level",
            "x-spam-status");

    private static final FieldNameSet COMMON_SET = FieldNameSet.of(COMMON);

    static final FieldNames NONE = new FieldNames(List.of());

    private final List<String> written;
    private final FieldNameSet set;
    private final boolean common;

    private FieldNames(List<String> written) {
        this.written = List.copyOf(written);
        this.set = FieldNameSet.of(written);
        this.common =
                written.stream().map(name -> name.toLowerCase(Locale.ROOT)).allMatch(COMMON::contains);
    }

    public static FieldNames of(List<String> names) {
        return new FieldNames(names);
    }

    public static FieldNames of(String name) {
        return new FieldNames(List.of(name));
    }

    /** Those that are in the summaries. */
    static FieldNameSet common() {
        return COMMON_SET;
    }

    /** Whether fields of all these names are in the summaries. */
    boolean areCommon() {
        return common;
    }

    FieldNameSet set() {
        return set;
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    /** As the client wrote them. */
    List<String> written() {
        return written;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldNames that && written.equals(that.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
