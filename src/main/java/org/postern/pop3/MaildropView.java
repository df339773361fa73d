package org.postern.pop3;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which messages a maildrop has: those of some of the user's own mailboxes, one after the other.
 *
 * @param folders names, at least one; those that do not exist have no messages
 * @param newest only so many, those that were received last; empty: all
 */
public record MaildropView(List<String> folders, OptionalInt newest) {
    /** All of INBOX. */
    public static final MaildropView INBOX = new MaildropView(List.of("INBOX"), OptionalInt.empty());

    public MaildropView {
        folders = List.copyOf(folders);
    }
}
