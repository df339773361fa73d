package org.postern.transcript;

import java.io.IOException;
import java.net.InetAddress;

/** What comes before a script's first line: connecting, TLS, logging in, selecting. Never cut, never shown. */
record Opening(Protocol protocol, Variant variant, String domain, InetAddress from) {

    Peer open(TranscriptServer server, Transcript.Session session) throws IOException {
        Transport transport =
                protocol.transports().contains(variant.transport()) ? variant.transport() : Transport.PLAIN;
        Peer peer = new Peer(from, server.at(protocol, transport));
        try {
            if (transport == Transport.TLS) {
                peer.startTls();
            }
            if (transport == Transport.STARTTLS) {
                startTls(peer);
            }
            if (session.user().isPresent()) {
                peer.lines(1);
                logIn(peer, session.user().get() + "@" + domain);
            }
            if (transport == Transport.COMPRESSED && session.user().isPresent()) {
                imap(peer, "compress", "COMPRESS DEFLATE");
                peer.compress();
            }
            if (session.mailbox().isPresent()) {
                imap(peer, "select", "SELECT " + session.mailbox().get());
            }
            return peer;
        } catch (IOException | AssertionError e) {
            peer.close();
            throw e;
        }
    }

    /** The greeting came in the clear; a script that asks for it finds it afterwards. */
    private void startTls(Peer peer) throws IOException {
        String greeting = peer.lines(1);
        switch (protocol) {
            case IMAP -> imap(peer, "tls", "STARTTLS");
            case POP3 -> command(peer, "STLS", "+OK");
            case LMTP, SMTP -> command(peer, "STARTTLS", "220 ");
        }
        peer.startTls();
        peer.putBack(greeting);
    }

    private void logIn(Peer peer, String user) throws IOException {
        switch (protocol) {
            case IMAP -> imap(peer, "login", "LOGIN " + user + " " + Conversation.PASSWORD);
            case POP3 -> {
                command(peer, "USER " + user, "+OK");
                command(peer, "PASS " + Conversation.PASSWORD, "+OK");
            }
            case LMTP, SMTP -> throw new AssertionError("there is no login");
        }
    }

    private static void imap(Peer peer, String tag, String command) throws IOException {
        peer.send(tag + " " + command + "\r\n", Cut.PACKET);
        String answer = peer.response();
        while (answer.startsWith("* ")) {
            answer = peer.response();
        }
        require(answer, tag + " OK", command);
    }

    private static void command(Peer peer, String command, String expected) throws IOException {
        peer.send(command + "\r\n", Cut.PACKET);
        require(peer.lines(1), expected, command);
    }

    private static void require(String answer, String expected, String command) {
        if (!answer.startsWith(expected)) {
            throw new AssertionError("before the script, to " + command + ": " + answer);
        }
    }
}
