package org.postern.imap.response;

/**
 * How far a command has come.
 *
 * @param goal what {@code done} is when all is done; above it
 */
public record WorkDone(long done, long goal) {}
