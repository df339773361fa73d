package org.postern.imap.state;

import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** METADATA without values: entries that somebody else changed (RFC 5464 4.4.2). */
public record MetadataNewsLine(AnnotationNews.News news, Utf8 utf8) implements Untagged {
    @Override
    public Progress encode(WireOut out) {
        ImapComposer line = new ImapComposer(out, utf8).untagged("METADATA ");
        line.string(
                news.of().mailbox().map(name -> MailboxText.compose(name, utf8)).orElse(""));
        news.entries().forEach(entry -> line.space().astring(entry));
        line.end();
        return Progress.DONE;
    }
}
