package org.postern.audit;

/**
 * Where an event comes from.
 *
 * @param service {@code imap}, {@code pop3}, {@code lmtp} …, as the listener is named
 * @param connection the connection's identifier in this process
 * @param address the client's IP address, or "local"
 */
public record Client(String service, String connection, String address) {}
