package org.postern.transcript;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** A running server, shared by many transcripts: each brings a domain of its own. */
interface TranscriptServer extends AutoCloseable {

    /** Where it listens; STARTTLS begins where PLAIN does. */
    InetSocketAddress at(Protocol protocol, Transport transport);

    /** Makes an account; options as the user file knows them. It can log in when this returns. */
    void addUser(String address, String password, Map<String, String> options) throws IOException;

    /** Puts a message where it shall be found, octet for octet. */
    void append(String address, String mailbox, Fixtures.Message message) throws IOException;

    @Override
    void close();
}
