package org.postern.imap.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.imap.codec.CommandText;
import org.postern.imap.codec.ImapRequest;
import org.postern.imap.command.BodySink;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.session.CommandLine.Parsed;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** A command whose message is arriving. After a failure the rest of the message is dropped, and told at its end. */
final class OpenBody implements AutoCloseable {
    private final String tag;
    private final Parsed command;
    private final BodySink sink;
    private Optional<StoreException> failure = Optional.empty();

    OpenBody(String tag, Parsed command, BodySink sink) {
        this.tag = tag;
        this.command = command;
        this.sink = sink;
    }

    String tag() {
        return tag;
    }

    Parsed command() {
        return command;
    }

    void write(ByteBuffer octets) {
        if (failure.isPresent()) {
            return;
        }
        try {
            sink.write(octets);
        } catch (StoreException e) {
            failure = Optional.of(e);
        }
    }

    /** Another literal follows. */
    void next(ImapRequest.BodyStart start) throws StoreException, Refusal, ImapSyntaxException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        sink.next(new ImapLexer(start.text()), start.size(), start.octets());
    }

    Responses complete(CommandText rest) throws StoreException, Refusal, ImapSyntaxException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return sink.complete(new ImapLexer(rest));
    }

    @Override
    public void close() {
        sink.close();
    }
}
