package org.postern.lmtp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.postern.delivery.Address;
import org.postern.delivery.Outcome;
import org.postern.net.Reply;

/** MAIL (RFC 5321 4.1.1.2) with SIZE (RFC 1870), BODY (RFC 6152) and SMTPUTF8 (RFC 6531). */
record MailCommand(Optional<Address> sender, OptionalLong size, Charset charset) implements LmtpCommand {
    static final CommandSpec SPEC = new CommandSpec("MAIL", MailCommand::parse);

    /** RFC 1870 6.1: up to 20 digits; more than 18 are too much for anybody. */
    private static final int MAX_DIGITS = 20;

    /** What addresses and header fields may hold. */
    enum Charset {
        ASCII,
        UTF8
    }

    static MailCommand parse(Arguments in) throws CommandException {
        in.expect("FROM:");
        String path = in.path();
        OptionalLong size = OptionalLong.empty();
        Charset charset = Charset.ASCII;
        for (Map.Entry<String, String> p : in.parameters().entrySet()) {
            switch (p.getKey()) {
                case "SIZE" -> size = OptionalLong.of(size(p.getValue()));
                case "BODY" -> requireBody(p.getValue());
                case "SMTPUTF8" -> charset = utf8(p.getValue());
                default -> throw new CommandException(555, "5.5.4", "Unknown MAIL parameter");
            }
        }
        return new MailCommand(address(path), size, charset);
    }

    private static Optional<Address> address(String path) throws CommandException {
        try {
            return path.isEmpty() ? Optional.empty() : Optional.of(Address.parse(path));
        } catch (IllegalArgumentException e) {
            throw new CommandException(501, "5.1.7", "Sender is not an address");
        }
    }

    private static long size(String value) throws CommandException {
        boolean digits = value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || value.isEmpty() || value.length() > MAX_DIGITS) {
            throw CommandException.syntax("SIZE is not a number");
        }
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private static void requireBody(String value) throws CommandException {
        String body = value.toUpperCase(Locale.ROOT);
        if (!body.equals("7BIT") && !body.equals("8BITMIME")) {
            throw CommandException.syntax("BODY is neither 7BIT nor 8BITMIME");
        }
    }

    private static Charset utf8(String value) throws CommandException {
        if (!value.isEmpty()) {
            throw CommandException.syntax("SMTPUTF8 takes no value");
        }
        return Charset.UTF8;
    }

    @Override
    public Reply execute(LmtpContext context) throws CommandException {
        context.requireHello();
        if (context.isInTransaction()) {
            throw CommandException.sequence("A transaction is open already");
        }
        if (charset == Charset.ASCII && !sender.map(Address::isAscii).orElse(true)) {
            return Answers.of(Outcome.NEEDS_SMTPUTF8);
        }
        if (size.orElse(0) > context.settings().maxSize()) {
            return Answers.of(Outcome.TOO_BIG);
        }
        context.begin(this);
        return Answers.of(250, "2.1.0", "Sender ok");
    }
}
