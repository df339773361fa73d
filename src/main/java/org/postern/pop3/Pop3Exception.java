package org.postern.pop3;

import org.postern.net.Reply;
import org.postern.store.StoreException;

/** A command that is answered {@code -ERR}. */
final class Pop3Exception extends Exception {
    private static final long serialVersionUID = 1L;

    /** Response codes of RFC 2449 8, RFC 3206 4 and RFC 6856 5. */
    enum Code {
        NONE(""),
        AUTH("[AUTH] "),
        IN_USE("[IN-USE] "),
        LOGIN_DELAY("[LOGIN-DELAY] "),
        SYS_TEMP("[SYS/TEMP] "),
        UTF8("[UTF8] ");

        private final String prefix;

        Code(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Code code;

    Pop3Exception(Code code, String text) {
        super(text);
        this.code = code;
    }

    Pop3Exception(Code code, String text, Exception cause) {
        super(text, cause);
        this.code = code;
    }

    Pop3Exception(String text) {
        this(Code.NONE, text);
    }

    /** The store's problem in POP3's words; its detail stays in the log. */
    static Pop3Exception of(StoreException e) {
        return switch (e.problem()) {
            case MESSAGE_GONE -> new Pop3Exception("That message has been deleted by another session");
            case IN_USE -> new Pop3Exception(Code.IN_USE, "The maildrop is in use");
            case NO_SUCH_MAILBOX,
                    MAILBOX_EXISTS,
                    INVALID_NAME,
                    CANNOT,
                    NO_PERMISSION,
                    ANOTHER_OWNER,
                    LIMIT,
                    OVER_QUOTA,
                    TOO_BIG,
                    MAILBOX_GONE,
                    DISK_FULL,
                    UNAVAILABLE -> new Pop3Exception(Code.SYS_TEMP, "The mail store is not available now");
        };
    }

    Reply reply(Language language) {
        return reply(language, Reply.Next.READ_ON);
    }

    /** The same, then something else than reading on. */
    Reply reply(Language language, Reply.Next next) {
        return Language.line(line(language), next);
    }

    /** Without its end. */
    String line(Language language) {
        return "-ERR " + code.prefix + language.say(String.valueOf(getMessage()));
    }
}
