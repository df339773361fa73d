package org.postern.store.maildir;

import java.util.List;
import java.util.Optional;
import org.postern.store.MailboxName;

/**
 * How a mailbox was taken over from another server.
 *
 * @param kept messages that kept the UID the other server gave
 * @param fresh messages its list did not have; they got UIDs above all it gave
 * @param keywords those with a letter, in order of letters
 * @param from the list that was read; empty when there was none and UIDVALIDITY is new
 * @param odd sentences about what was not as it should be
 */
public record AdoptedMailbox(
        MailboxName name,
        long uidValidity,
        long uidNext,
        int kept,
        int fresh,
        List<String> keywords,
        Optional<String> from,
        List<String> odd) {
    public AdoptedMailbox {
        keywords = List.copyOf(keywords);
        odd = List.copyOf(odd);
    }
}
