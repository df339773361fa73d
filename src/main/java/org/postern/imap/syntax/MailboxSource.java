package org.postern.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * filter-mailboxes of RFC 5465 8 and RFC 7377 4: which mailboxes are meant.
 *
 * @param names with {@link Kind#SUBTREE}, {@link Kind#SUBTREE_ONE} and {@link Kind#MAILBOXES}
 */
public record MailboxSource(Kind kind, List<MailboxText> names) {
    /** How mailboxes are named. */
    public enum Kind {
        SELECTED("selected", Names.NONE),
        INBOXES("inboxes", Names.NONE),
        PERSONAL("personal", Names.NONE),
        SUBSCRIBED("subscribed", Names.NONE),
        SUBTREE("subtree", Names.FOLLOW),
        SUBTREE_ONE("subtree-one", Names.FOLLOW),
        MAILBOXES("mailboxes", Names.FOLLOW);

        private enum Names {
            NONE,
            FOLLOW
        }

        private final String word;
        private final Names names;

        Kind(String word, Names names) {
            this.word = word;
            this.names = names;
        }
    }

    /** Names in one place. */
    private static final int MOST = 1000;

    /** Only the selected mailbox. */
    public static final MailboxSource SELECTED = new MailboxSource(Kind.SELECTED, List.of());

    public MailboxSource {
        names = List.copyOf(names);
    }

    public static MailboxSource parse(ImapLexer in) throws ImapSyntaxException {
        for (Kind kind : Kind.values()) {
            if (in.tryWord(kind.word)) {
                return new MailboxSource(kind, kind.names == Kind.Names.FOLLOW ? names(in) : List.of());
            }
        }
        throw in.error("mailboxes expected");
    }

    /** one-or-more-mailbox. */
    private static List<MailboxText> names(ImapLexer in) throws ImapSyntaxException {
        in.space();
        List<MailboxText> names = new ArrayList<>();
        if (in.peek() == '(') {
            names.addAll(in.list(MailboxText::parse));
        } else {
            names.add(MailboxText.parse(in));
        }
        if (names.size() > MOST) {
            throw in.error("too many mailboxes");
        }
        return names;
    }
}
