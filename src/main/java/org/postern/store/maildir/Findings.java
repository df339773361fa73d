package org.postern.store.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.store.MailboxName;
import org.postern.store.maildir.Finding.Kind;

/** Collects what is found in one mailbox, or in the account. */
final class Findings {
    private final Optional<MailboxName> mailbox;
    private final List<Finding> all = new ArrayList<>();

    Findings(Optional<MailboxName> mailbox) {
        this.mailbox = mailbox;
    }

    List<Finding> all() {
        return all;
    }

    /** About the mailbox. */
    void add(Kind kind, String sentence) {
        add(kind, OptionalLong.empty(), "", sentence);
    }

    void add(Kind kind, String file, String sentence) {
        add(kind, OptionalLong.empty(), file, sentence);
    }

    void add(Kind kind, long uid, String sentence) {
        add(kind, OptionalLong.of(uid), "", sentence);
    }

    void add(Kind kind, long uid, MessageFile file, String sentence) {
        add(kind, OptionalLong.of(uid), of(file), sentence);
    }

    void add(Kind kind, OptionalLong uid, MessageFile file, String sentence) {
        add(kind, uid, of(file), sentence);
    }

    private void add(Kind kind, OptionalLong uid, String file, String sentence) {
        all.add(new Finding(mailbox, kind, uid, file, sentence, Finding.State.FOUND));
    }

    /** As a finding names a file. */
    static String of(MessageFile file) {
        return file.place().directory() + "/" + file.name();
    }
}
