package org.postern.pop3;

import java.util.Map;
import java.util.Optional;
import org.postern.net.Line;
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.Reply;
import org.postern.pop3.codec.Pop3Framer;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection's POP3: finds the command, checks that it is valid now, has it executed, counts what makes no sense. */
final class Pop3Session implements ProtocolSession<Line> {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3Session.class);

    private final Pop3Limits limits;
    private final Pop3Framer framer;
    private final Pop3Context context;
    private volatile String shareKey;
    private int badCommands;

    Pop3Session(Pop3Services services, Pop3Limits limits, String service, Link link) {
        this.limits = limits;
        this.framer = new Pop3Framer(limits.line());
        this.context = new Pop3Context(services, link, service);
        this.shareKey = link.remoteAddress();
    }

    @Override
    public Pop3Framer framer() {
        return framer;
    }

    @Override
    public Reply greet() {
        return Reply.text("+OK Postern ready\r\n");
    }

    @Override
    public Reply handle(Line request) {
        try {
            return request instanceof Line.Text text ? line(text.latin1()) : tooLong();
        } catch (Pop3Exception e) {
            return e.reply(context.language());
        } catch (StoreException e) {
            report(e);
            return Pop3Exception.of(e).reply(context.language());
        }
    }

    /** Another session's deletions and a maildrop in use are what POP3 lives with, not news for the operator. */
    private void report(StoreException e) {
        if (e.problem() != Problem.MESSAGE_GONE && e.problem() != Problem.IN_USE) {
            LOG.warn("POP3 {} of {}: {}", context.link().id(), shareKey, e.problem(), e);
        }
    }

    /** Ends a SASL exchange too, or the next command would be taken for a response. */
    private Reply tooLong() {
        context.login().startOver();
        return bad(new Pop3Exception("Line too long"));
    }

    private Reply line(String line) throws Pop3Exception, StoreException {
        if (context.login().isExchanging()) {
            return authenticated(context.login().respond(line));
        }
        int space = line.indexOf(' ');
        String keyword = space < 0 ? line : line.substring(0, space);
        Optional<CommandSpec> spec = Pop3Commands.named(keyword);
        if (spec.isEmpty()) {
            return bad(new Pop3Exception("Unknown command"));
        }
        Pop3Command command;
        try {
            requireState(spec.get().when());
            command = spec.get().parser().parse(new Arguments(space < 0 ? "" : line.substring(space + 1)));
        } catch (Pop3Exception e) {
            return bad(e);
        }
        Reply reply = authenticated(command.execute(context));
        badCommands = 0;
        return reply;
    }

    private Reply authenticated(Reply reply) {
        context.openMaildrop().map(Maildrop::user).map(UserName::address).ifPresent(user -> shareKey = user);
        return reply;
    }

    private void requireState(CommandSpec.When when) throws Pop3Exception {
        boolean valid = switch (when) {
            case ALWAYS -> true;
            case AUTHORIZATION -> !context.isAuthenticated();
            case TRANSACTION -> context.isAuthenticated();
        };
        if (!valid) {
            throw new Pop3Exception(context.isAuthenticated() ? "Already logged in" : "Log in first");
        }
    }

    private Reply bad(Pop3Exception refusal) {
        badCommands++;
        boolean close = badCommands >= limits.badCommands();
        return close
                ? new Pop3Exception("Too many bad commands").reply(context.language(), Reply.Next.CLOSE)
                : refusal.reply(context.language());
    }

    @Override
    public Reply unsolicited() {
        return Reply.none();
    }

    /** RFC 1939 3: without QUIT nothing is deleted. */
    @Override
    public Reply timedOut() {
        return new Pop3Exception("Waited too long").reply(context.language(), Reply.Next.CLOSE);
    }

    @Override
    public Reply stopping() {
        return new Pop3Exception(Pop3Exception.Code.SYS_TEMP, "The server shuts down")
                .reply(context.language(), Reply.Next.CLOSE);
    }

    @Override
    public boolean isAuthenticated() {
        return context.isAuthenticated();
    }

    @Override
    public String shareKey() {
        return shareKey;
    }

    @Override
    public void disconnected() {
        context.openMaildrop()
                .ifPresent(drop ->
                        context.loggedOut(drop.user(), Map.of("retrieved", drop.retrievedCount(), "deleted", 0L)));
        context.release();
    }

    @Override
    public String toString() {
        return "POP3 " + context.link().id();
    }
}
