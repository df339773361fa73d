package org.postern.lmtp;

import java.util.ArrayList;
import java.util.List;
import org.postern.net.Reply;

/** How a client named itself: the name goes into a Received field. */
record Hello(String name, Form form) {
    private static final int MAX_NAME = 255;

    /** Whether the client asked for extensions. */
    enum Form {
        /** HELO. */
        BASIC,
        /** EHLO and LHLO. */
        EXTENDED
    }

    /** Reads the name and the end. */
    static Hello parse(Arguments in, Form form) throws CommandException {
        String name = in.word();
        in.expectEnd();
        if (!isSafe(name)) {
            throw CommandException.syntax("Your name is not a domain");
        }
        return new Hello(name, form);
    }

    /**
     * Not only names and literals of RFC 5321 4.1.3: clients say much. But it will stand in a Received field, and ASCII mail stays
     * ASCII by that: clients have to give the A-labels of their name (RFC 6531 3.7.1).
     */
    static boolean isSafe(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars().allMatch(c -> isAlphanumeric(c) || ".-_:[]+".indexOf(c) >= 0);
    }

    private static boolean isAlphanumeric(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    /** Begins anew, and says what this server can do; RFC 2920 4 comes by itself with net's turns. */
    Reply execute(LmtpContext context) {
        context.hello(this);
        List<String> lines = new ArrayList<>();
        lines.add(context.settings().hostname());
        if (form == Form.EXTENDED) {
            lines.add("PIPELINING");
            lines.add("ENHANCEDSTATUSCODES");
            lines.add("8BITMIME");
            lines.add("SMTPUTF8");
            if (context.link().canStartTls()) {
                lines.add("STARTTLS");
            }
            lines.add("SIZE " + context.settings().maxSize());
            lines.add("CHUNKING");
            if (context.isTrusted()) {
                lines.add(XclientCommand.OFFER);
            }
        }
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            answer.append(i < lines.size() - 1 ? "250-" : "250 ")
                    .append(lines.get(i))
                    .append("\r\n");
        }
        return Reply.text(answer.toString());
    }
}
