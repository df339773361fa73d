package org.postern.lmtp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.lmtp.codec.LmtpFramer;
import org.postern.lmtp.codec.LmtpRequest;
import org.postern.net.Link;
import org.postern.net.ProtocolSession;
import org.postern.net.Reply;

/** One connection's LMTP: finds the command, reads it, has it executed, counts what makes no sense. */
final class LmtpSession implements ProtocolSession<LmtpRequest>, LmtpRequest.Receiver<Reply> {
    /** Workers that one address may use are spread over so many keys: a mail server nearby delivers over many connections. */
    private static final int SHARES = 4;

    private final Dialect dialect;
    private final Link link;
    private final LmtpLimits limits;
    private final LmtpFramer framer;
    private final LmtpContext context;
    private final String shareKey;
    private volatile boolean greeted;
    private int badCommands;

    LmtpSession(Dialect dialect, Link link, LmtpServices services, LmtpLimits limits) {
        this.dialect = dialect;
        this.link = link;
        this.limits = limits;
        this.framer = new LmtpFramer(limits.line(), limits.piece());
        this.context = new LmtpContext(dialect, link, services, framer, limits);
        this.shareKey = link.remoteAddress() + '#' + Math.floorMod(link.id().hashCode(), SHARES);
    }

    @Override
    public LmtpFramer framer() {
        return framer;
    }

    @Override
    public Reply greet() {
        return context.greeting();
    }

    @Override
    public Reply handle(LmtpRequest request) {
        return request.give(this);
    }

    @Override
    public Reply commandLine(String line) {
        if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
            return bad(new CommandException(500, "5.5.2", "Bare CR or LF in a command"));
        }
        int space = line.indexOf(' ');
        String verb = space < 0 ? line : line.substring(0, space);
        Optional<CommandSpec> command = dialect.command(verb);
        if (command.isEmpty()) {
            return bad(new CommandException(500, "5.5.1", "Unknown command"));
        }
        LmtpCommand parsed;
        try {
            parsed = command.get()
                    .parser()
                    .parse(new Arguments(
                            space < 0 ? "" : line.substring(space + 1).stripTrailing()));
        } catch (CommandException e) {
            return bad(e);
        }
        try {
            Reply reply = parsed.execute(context);
            greeted = context.isGreeted();
            badCommands = 0;
            return reply;
        } catch (CommandException e) {
            // Not counted: one refused MAIL makes many pipelined RCPT come out of turn.
            return e.reply();
        }
    }

    @Override
    public Reply lineTooLong() {
        return bad(new CommandException(500, "5.5.2", "Line too long"));
    }

    private Reply bad(CommandException refusal) {
        badCommands++;
        if (badCommands >= limits.badCommands()) {
            return Answers.closing(421, "4.7.0", "Too many bad commands");
        }
        return refusal.reply();
    }

    @Override
    public Reply bodyPiece(ByteBuffer octets) {
        context.intake().take(octets);
        return Reply.none();
    }

    /** What others might take for the end of a message and the begin of another is refused whole; nobody sends it by accident. */
    @Override
    public Reply bodyEnd(LmtpRequest.LoneDots dots) {
        if (dots == LmtpRequest.LoneDots.DOUBTFUL && dialect.answering() == Dialect.Answering.ONCE) {
            return Answers.closing(554, "5.5.2", "Bare CR or LF around a single dot");
        }
        return context.bodyEnds();
    }

    @Override
    public Reply unsolicited() {
        return Reply.none();
    }

    @Override
    public Reply timedOut() {
        return Answers.closing(421, "4.4.2", context.settings().hostname() + " waited too long");
    }

    @Override
    public Reply stopping() {
        return Answers.closing(421, "4.3.2", context.settings().hostname() + " shuts down");
    }

    /** There is no login: whoever says hello may take its time. */
    @Override
    public boolean isAuthenticated() {
        return greeted;
    }

    @Override
    public String shareKey() {
        return shareKey;
    }

    @Override
    public void disconnected() {
        context.reset();
    }

    @Override
    public String toString() {
        return dialect.protocol() + ' ' + link.id();
    }
}
