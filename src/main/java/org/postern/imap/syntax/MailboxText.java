package org.postern.imap.syntax;

import java.util.Optional;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.imap.wire.Utf8;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/**
 * A mailbox name or pattern as the client wrote it. How it is to be read, as modified UTF-7 or as UTF-8, depends on what
 * the session has enabled; text that cannot be ASCII is taken as UTF-8 in any case.
 */
public record MailboxText(String raw) {
    /** mailbox of RFC 9051 9. */
    public static MailboxText parse(ImapLexer in) throws ImapSyntaxException {
        return new MailboxText(in.astring());
    }

    /** list-mailbox: a name with wildcards. */
    public static MailboxText parsePattern(ImapLexer in) throws ImapSyntaxException {
        return new MailboxText(in.listMailbox());
    }

    /**
     * The name meant; fails with INVALID_NAME. One separator at its end is left out: with CREATE it announces inferiors
     * (RFC 9051 6.3.4), elsewhere it is a client's habit.
     */
    public MailboxName name(Utf8 utf8) throws StoreException {
        boolean separated = raw.length() > 1 && raw.endsWith("/");
        String text = separated ? raw.substring(0, raw.length() - 1) : raw;
        return MailboxName.of(new MailboxText(text)
                .unicode(utf8)
                .orElseThrow(() -> new StoreException(Problem.INVALID_NAME, "mailbox name is not modified UTF-7")));
    }

    /** The text in Unicode; empty when it is no valid encoding. */
    public Optional<String> unicode(Utf8 utf8) {
        boolean ascii = raw.chars().allMatch(c -> c < 0x80);
        return utf8 == Utf8.OFF && ascii ? ModifiedUtf7.decode(raw) : Optional.of(raw);
    }

    /** How a name is written to the client. */
    public static String compose(MailboxName name, Utf8 utf8) {
        return compose(name.path(), utf8);
    }

    public static String compose(String path, Utf8 utf8) {
        return utf8 == Utf8.ON ? path : ModifiedUtf7.encode(path);
    }
}
