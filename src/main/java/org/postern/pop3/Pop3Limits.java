package org.postern.pop3;

import org.postern.pop3.codec.Pop3Framer;

/**
 * How much a client may ask of one connection.
 *
 * @param line octets of a command line
 * @param badCommands commands that make no sense, after which the connection is closed
 */
public record Pop3Limits(int line, int badCommands) {
    public static final Pop3Limits DEFAULT = new Pop3Limits(Pop3Framer.DEFAULT_LINE, 10);
}
