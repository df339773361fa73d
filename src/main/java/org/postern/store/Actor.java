package org.postern.store;

/**
 * Who does something to an account, as its {@link Ledger} notes it.
 *
 * @param kind what they are
 * @param service {@code imap}, {@code pop3}, {@code lmtp} …; for an operator the command
 * @param session the session's or transaction's name in the logs
 */
public record Actor(Kind kind, String service, String session) {
    /** What somebody is to an account. */
    public enum Kind {
        /** A user's client that sees mailboxes. */
        CLIENT,
        /** A user's client that sees a maildrop (RFC 1939). */
        POP3,
        /** A message on its way in. */
        DELIVERY,
        /** An operator's command. */
        OPERATOR,
        /** A rule by which messages go when they are old. */
        RETENTION,
        /** The server itself, or somebody unknown. */
        SERVER
    }

    /** The server itself. */
    public static final Actor SERVER = new Actor(Kind.SERVER, "server", "-");

    private static final int LONGEST_NAME = 64;

    /** Takes names as they are but for what would break a line: nothing may fail because of them. */
    public Actor {
        service = name(service);
        session = name(session);
    }

    private static String name(String text) {
        String visible = text.replaceAll("[^!-~]", "?");
        return visible.isEmpty() ? "-" : visible.substring(0, Math.min(LONGEST_NAME, visible.length()));
    }

    /** A client that sees mailboxes. */
    public static Actor client(String service, String session) {
        return new Actor(Kind.CLIENT, service, session);
    }

    /** A POP3 client. */
    public static Actor pop3(String service, String session) {
        return new Actor(Kind.POP3, service, session);
    }

    /** A delivery. */
    public static Actor delivery(String service, String session) {
        return new Actor(Kind.DELIVERY, service, session);
    }

    /** A command. */
    public static Actor operator(String command) {
        return new Actor(Kind.OPERATOR, command, "-");
    }

    /** Rules of retention. */
    public static Actor retention() {
        return new Actor(Kind.RETENTION, "retention", "-");
    }
}
