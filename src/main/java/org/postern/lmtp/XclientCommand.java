package org.postern.lmtp;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postern.net.Reply;

/**
 * XCLIENT, as Postfix describes it: a peer that the operator trusts says on whose behalf it speaks. What it says of one command
 * adds to what it said before; afterwards the session begins anew. An attribute that is {@code [UNAVAILABLE]} or
 * {@code [TEMPUNAVAIL]} is not known, nor a HELO that cannot stand in a Received field: that is a stranger's, and his mail must not be lost
 * for it.
 */
record XclientCommand(Map<String, String> attributes) implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("XCLIENT", XclientCommand::parse);

    /** As they stand in the answer to LHLO. */
    static final String OFFER = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN";

    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    private static final String V6 = "IPV6:";
    private static final int MAX_LOGIN = 255;

    static XclientCommand parse(Arguments in) throws CommandException {
        Map<String, String> attributes = in.parameters();
        if (attributes.isEmpty()) {
            throw CommandException.syntax("Attributes expected");
        }
        return new XclientCommand(attributes);
    }

    @Override
    public Reply execute(LmtpContext context) throws CommandException {
        if (!context.isTrusted()) {
            throw new CommandException(550, "5.7.0", "Not from your address");
        }
        if (context.isInTransaction()) {
            throw CommandException.sequence("A transaction is open");
        }
        Introduction known = context.introduction();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            known = with(known, attribute.getKey(), xtext(attribute.getValue()));
        }
        return context.introduce(known);
    }

    private static Introduction with(Introduction is, String attribute, String text) throws CommandException {
        boolean unknown = text.equalsIgnoreCase("[UNAVAILABLE]")
                || text.equalsIgnoreCase("[TEMPUNAVAIL]")
                || (attribute.equals("HELO") && !Hello.isSafe(text));
        Optional<String> value = unknown ? Optional.empty() : Optional.of(checked(attribute, text));
        return switch (attribute) {
            case "ADDR" -> new Introduction(value, is.name(), is.protocol(), is.hello(), is.login(), is.port());
            case "NAME" -> new Introduction(is.address(), value, is.protocol(), is.hello(), is.login(), is.port());
            case "PROTO" -> new Introduction(is.address(), is.name(), value, is.hello(), is.login(), is.port());
            case "HELO" -> new Introduction(is.address(), is.name(), is.protocol(), value, is.login(), is.port());
            case "LOGIN" -> new Introduction(is.address(), is.name(), is.protocol(), is.hello(), value, is.port());
            case "PORT" -> new Introduction(is.address(), is.name(), is.protocol(), is.hello(), is.login(), value);
            default -> throw CommandException.syntax("Unknown attribute");
        };
    }

    private static String checked(String attribute, String text) throws CommandException {
        boolean fits = switch (attribute) {
            case "NAME" -> Hello.isSafe(text);
            case "PROTO" -> text.equalsIgnoreCase("SMTP") || text.equalsIgnoreCase("ESMTP");
            case "PORT" -> NUMBER.matcher(text).matches() && Integer.parseInt(text) <= 0xFFFF;
            case "LOGIN" -> !text.isEmpty() && text.length() <= MAX_LOGIN;
            default -> true;
        };
        if (!fits) {
            throw CommandException.syntax("Bad value of " + attribute);
        }
        return switch (attribute) {
            case "ADDR" -> address(text);
            case "PROTO" -> text.toUpperCase(Locale.ROOT);
            default -> text;
        };
    }

    /** Only literals: nothing is asked of the network. */
    private static String address(String text) throws CommandException {
        boolean prefixed = text.regionMatches(true, 0, V6, 0, V6.length());
        String literal = prefixed ? text.substring(V6.length()) : text;
        if (IPV4.matcher(literal).matches() || IPV6.matcher(literal).matches()) {
            try {
                return InetAddress.getByName(literal).getHostAddress();
            } catch (UnknownHostException e) {
                throw CommandException.syntax("Bad value of ADDR");
            }
        }
        throw CommandException.syntax("Bad value of ADDR");
    }

    /** Decodes xtext (RFC 3461 4), and UTF-8 in it. */
    private static String xtext(String text) throws CommandException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int octet = c;
            if (c == '+') {
                octet = i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
                i += 2;
            }
            if (octet <= ' ' || octet > 0xFF || (c != '+' && octet > '~')) {
                throw CommandException.syntax("Not xtext");
            }
            octets.write(octet);
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw CommandException.syntax("Control character in a command");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw CommandException.syntax("Bad UTF-8 in a command");
        }
    }

    private static int hex(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
