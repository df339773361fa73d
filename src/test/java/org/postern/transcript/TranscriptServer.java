package org.postern.transcript;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** A running server, shared by many transcripts: each brings a domain of its own. */
interface TranscriptServer extends AutoCloseable {

    /** An account that is there from the start; options as the user file knows them. */
    record Account(String address, Map<String, String> options) {}

    /** Where it listens; STARTTLS begins where PLAIN does. */
    InetSocketAddress at(Protocol protocol, Transport transport);

    /** Puts a message where it shall be found, octet for octet. */
    void append(String address, String mailbox, Fixtures.Message message) throws IOException;

    @Override
    void close() throws IOException;
}
