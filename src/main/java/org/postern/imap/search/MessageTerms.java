package org.postern.imap.search;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.postern.imap.fetch.BodySource;
import org.postern.imap.fetch.OpenedMessage;
import org.postern.mime.MessageScanner;
import org.postern.mime.TextSearch;
import org.postern.mime.Trigrams;
import org.postern.store.MessageBody;
import org.postern.store.TermMaker;

/** The terms of a message are the trigrams of all that TEXT, BODY and HEADER look through. */
public final class MessageTerms implements TermMaker {
    /** Another number when any message would give other trigrams (a test notices): with other folding, decoding or structure. */
    private static final int NUMBER = 1;

    private final Trigrams.Limits limits;

    /** @param limits of the text that is taken; a message with more is read by every search */
    public MessageTerms(Trigrams.Limits limits) {
        this.limits = limits;
    }

    /** Charsets and the Unicode tables are the machine's, and differ between versions of it. */
    @Override
    public String version() {
        List<Integer> machine = Runtime.version().version();
        boolean allCharsets = Charset.isSupported("Big5-HKSCS");
        return "trigrams " + NUMBER + ", java " + machine + (allCharsets ? "" : " with few charsets");
    }

    @Override
    public Optional<long[]> terms(MessageBody message) throws IOException {
        BodySource source = new BodySource(message);
        Trigrams trigrams = new Trigrams(limits);
        TextSearch search =
                new TextSearch(source, new MessageScanner(OpenedMessage.LIMITS).scan(source), OpenedMessage.LIMITS);
        return search.collect(trigrams) ? trigrams.all() : Optional.empty();
    }
}
