package org.postern.boot;

import java.io.IOException;
import org.postern.imap.fetch.BodySource;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;
import org.postern.mime.MessageScanner;
import org.postern.mime.MimeLimits;
import org.postern.mime.OctetSource;
import org.postern.store.MessageBody;

/** A message's header, for listings. */
record MessageHeader(HeaderBlock block) {
    static MessageHeader read(MessageBody body) throws IOException {
        OctetSource source = new BodySource(body);
        MimeLimits limits = MimeLimits.DEFAULT;
        return new MessageHeader(HeaderBlock.read(source, new MessageScanner(limits).header(source), limits));
    }

    /** A field decoded; empty without one. */
    String text(String name) {
        return block.first(name).map(HeaderField::text).orElse("").strip();
    }
}
