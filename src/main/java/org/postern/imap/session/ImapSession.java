package org.postern.imap.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.postern.imap.codec.CommandText;
import org.postern.imap.codec.ImapRequest;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.ProblemAnswer;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.response.WorkDone;
import org.postern.imap.session.CommandLine.Parsed;
import org.postern.imap.state.Expunges;
import org.postern.imap.state.Mode;
import org.postern.imap.state.Naming;
import org.postern.imap.state.Notifications;
import org.postern.imap.state.SelectedNews;
import org.postern.imap.state.SessionState;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.net.Framer;
import org.postern.net.ProtocolSession;
import org.postern.net.Reply;
import org.postern.store.Problem;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;
import org.postern.wire.WireOut;

/**
 * The dispatcher: one request in, one reply out.
 *
 * <p>Invariants: a command is answered with exactly one completion; a view advances only here and in modes, never while
 * an answer that counts with it is under way; a message body is either wanted by a sink or skipped by the framer.
 */
final class ImapSession implements ProtocolSession<ImapRequest>, ImapRequest.Receiver<Reply> {
    /** Said when the session ends for it. */
    static final String MAILBOX_GONE = "The selected mailbox was deleted or renamed";

    private final SessionContext ctx;
    private final Grammar grammar;
    private Optional<OpenBody> body = Optional.empty();
    private Optional<Pending> pending = Optional.empty();
    private int badCommands;

    /** The command that is in a mode. */
    private record Pending(String tag, CommandSpec spec) {}

    ImapSession(SessionContext ctx, Grammar grammar) {
        this.ctx = ctx;
        this.grammar = grammar;
    }

    SessionContext context() {
        return ctx;
    }

    @Override
    public Framer<ImapRequest> framer() {
        return ctx.framer();
    }

    @Override
    public Reply greet() {
        return Reply.text("* OK [CAPABILITY " + String.join(" ", ctx.capabilities()) + "] Postern is ready\r\n");
    }

    @Override
    public Reply handle(ImapRequest request) {
        return request.to(this);
    }

    @Override
    public Reply continueLiteral() {
        return Reply.text("+ OK\r\n");
    }

    @Override
    public Reply command(CommandText text) {
        CommandLine line = new CommandLine(text);
        try {
            return execute(line.tag(), parsed(line));
        } catch (Refusal e) {
            return refusal(line.tag(), e.completion());
        }
    }

    private Parsed parsed(CommandLine line) throws Refusal {
        Parsed parsed = line.parse(grammar, ctx.state());
        if (ctx.isEnabled(Naming.UIDONLY) && parsed.spec().usesSequenceNumbers(parsed.addressing())) {
            throw Refusal.uidRequired(); // RFC 9586 3.2, 3.8
        }
        return parsed;
    }

    private Reply execute(String tag, Parsed parsed) {
        ctx.running(tag);
        CommandSpec spec = parsed.spec();
        TaggedEnding ending = new TaggedEnding(this, tag, spec, parsed.addressing());
        pending = Optional.of(new Pending(tag, spec));
        UntaggedSeries before = UntaggedSeries.none();
        try {
            requireWritable(spec);
            if (spec.hasUidForm()) {
                before = SelectedNews.of(ctx, parsed.addressing(), Expunges.WITHHELD);
            }
            return new AnswerReply(before, own(ending, () -> parsed.command().execute(ctx)), ending);
        } catch (StoreException e) {
            return e.problem() == Problem.MAILBOX_GONE ? mailboxGone() : end(before, ProblemAnswer.of(e), ending);
        } catch (Refusal e) {
            return end(before, e.completion(), ending);
        }
    }

    private interface Work {
        Responses run() throws StoreException, Refusal, ImapSyntaxException;
    }

    /** What it changes is this client's own doing; when it takes long the client is told. */
    private Responses own(TaggedEnding ending, Work work) throws StoreException, Refusal {
        ctx.notifications().begin();
        ctx.report((done, goal) -> ending.patience()
                .due(() -> Optional.of(new WorkDone(done, goal)))
                .ifPresent(this::interject));
        try {
            return work.run();
        } catch (ImapSyntaxException e) {
            throw new Refusal(CommandLine.answer(e));
        } finally {
            ctx.report(ProgressListener.NONE);
            ctx.notifications().end();
        }
    }

    private void interject(Untagged line) {
        try {
            ctx.interject(WireOut.compose(
                    WireOut.DEFAULT_BATCH, out -> line.in(ctx.language()).encode(out)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply end(UntaggedSeries before, Completion completion, TaggedEnding ending) {
        return new AnswerReply(before, Responses.of(completion), ending);
    }

    private Reply refusal(String tag, Completion completion) {
        return end(UntaggedSeries.none(), completion, new TaggedEnding(this, tag));
    }

    @Override
    public Reply line(CommandText text) {
        Mode mode = ctx.mode().orElseThrow();
        Pending command = pending.orElseThrow();
        TaggedEnding ending = new TaggedEnding(this, command.tag(), command.spec());
        try {
            return new AnswerReply(UntaggedSeries.none(), mode.line(text.octets()), ending);
        } catch (StoreException e) {
            return end(UntaggedSeries.none(), ProblemAnswer.of(e), ending);
        }
    }

    @Override
    public Reply bodyStart(ImapRequest.BodyStart start) {
        Optional<CommandLine> line = body.isPresent() ? Optional.empty() : Optional.of(new CommandLine(start.text()));
        String tag =
                line.map(CommandLine::tag).orElseGet(() -> body.orElseThrow().tag());
        try {
            if (line.isPresent()) {
                open(line.get(), start);
            } else {
                body.orElseThrow().next(start);
            }
        } catch (StoreException e) {
            return withoutBody(tag, ProblemAnswer.of(e));
        } catch (Refusal e) {
            return withoutBody(tag, e.completion());
        } catch (ImapSyntaxException e) {
            return withoutBody(tag, CommandLine.answer(e));
        }
        ctx.framer().acceptBody();
        return start.waiting() == ImapRequest.Waiting.YES ? continueLiteral() : Reply.none();
    }

    private void open(CommandLine line, ImapRequest.BodyStart start) throws StoreException, Refusal {
        Parsed parsed = parsed(line);
        requireWritable(parsed.spec());
        body = Optional.of(
                new OpenBody(line.tag(), parsed, parsed.command().receive(ctx, start.size(), start.octets())));
    }

    /** The framer skips what of the command still comes. */
    private Reply withoutBody(String tag, Completion completion) {
        dropBody();
        return refusal(tag, completion);
    }

    private void requireWritable(CommandSpec spec) throws Refusal {
        if (spec.writes() && ctx.selected().isReadOnly()) {
            throw Refusal.no(Code.READ_ONLY, "The mailbox is selected read-only");
        }
    }

    @Override
    public Reply bodyChunk(ByteBuffer octets) {
        body.ifPresent(open -> open.write(octets));
        return Reply.none();
    }

    @Override
    public Reply bodyEnd(CommandText rest) {
        OpenBody open = body.orElseThrow();
        ctx.running(open.tag());
        TaggedEnding ending = new TaggedEnding(
                this, open.tag(), open.command().spec(), open.command().addressing());
        try {
            return new AnswerReply(UntaggedSeries.none(), own(ending, () -> open.complete(rest)), ending);
        } catch (StoreException e) {
            return end(UntaggedSeries.none(), ProblemAnswer.of(e), ending);
        } catch (Refusal e) {
            return end(UntaggedSeries.none(), e.completion(), ending);
        } finally {
            dropBody();
        }
    }

    private void dropBody() {
        body.ifPresent(OpenBody::close);
        body = Optional.empty();
    }

    @Override
    public Reply refused(ImapRequest.Refused refused) {
        String tag = body.map(OpenBody::tag)
                .or(() -> ctx.mode().flatMap(mode -> pending).map(Pending::tag))
                .orElse(refused.tag().isEmpty() ? CommandLine.NO_TAG : refused.tag());
        dropBody();
        return switch (refused.reason()) {
            case OUT_OF_STEP -> bye("Literal too large to be skipped");
            case ENDLESS -> bye("Line too long to be skipped");
            case LINE_TOO_LONG -> refusal(tag, Completion.bad("Line too long"));
            case TOO_MANY_LITERALS -> refusal(tag, Completion.bad("Too many literals in one command"));
            case COMMAND_TOO_LONG -> refusal(tag, Completion.bad(Code.TOOBIG, "Command too long"));
            case LITERAL_TOO_LONG -> refusal(tag, Completion.bad(Code.TOOBIG, "Literal too long"));
            case NOT_WAITED_FOR ->
                refusal(tag, Completion.bad(Code.TOOBIG, "Literals of that size must be synchronizing"));
        };
    }

    /** The command is over, for now or for good. Says whether the connection closes for it. */
    void completed(Completion completion, TaggedEnding ending) {
        if (!completion.isContinue()) {
            ctx.leaveMode();
            pending = Optional.empty();
        }
        boolean held = ctx.selection().filter(s -> s.view().withholds()).isPresent();
        if (held && ctx.notifications().selected() == Notifications.Selected.AT_ONCE) {
            ctx.wake(); // what could not be told with this command is told right after it
        }
        boolean tooMany = ctx.state() == SessionState.NOT_AUTHENTICATED
                && (completion.status() == Completion.Status.NO || completion.status() == Completion.Status.BAD)
                && ++badCommands >= ctx.limits().badCommandsBeforeLogin();
        if (tooMany) {
            ending.closeAfterwards("Too many bad commands");
        }
    }

    @Override
    public Reply unsolicited() {
        if (body.isPresent()) {
            return Reply.none(); // told with the command whose message is coming
        }
        try {
            Optional<Mode> mode = ctx.mode();
            return new SeriesReply(mode.isPresent() ? mode.get().wake() : unasked(), ctx.language());
        } catch (StoreException e) {
            return e.problem() == Problem.MAILBOX_GONE ? mailboxGone() : Reply.none();
        }
    }

    /** Between commands, when the client has asked for that (RFC 5465). */
    private UntaggedSeries unasked() throws StoreException {
        return ctx.notifications() == Notifications.USUAL
                ? UntaggedSeries.none()
                : ctx.news().then(SelectedNews.unasked(ctx));
    }

    private Reply mailboxGone() {
        return bye(MAILBOX_GONE);
    }

    private Reply bye(String text) {
        return new ClosingReply(Untagged.line("BYE " + text).in(ctx.language()));
    }

    @Override
    public Reply timedOut() {
        return bye("Autologout; nothing was asked for too long");
    }

    @Override
    public Reply stopping() {
        return bye("Server is shutting down");
    }

    @Override
    public Reply garbled() {
        return bye("What came cannot be decompressed");
    }

    @Override
    public boolean isAuthenticated() {
        return ctx.state() != SessionState.NOT_AUTHENTICATED;
    }

    @Override
    public String shareKey() {
        return ctx.shareKey();
    }

    @Override
    public void disconnected() {
        dropBody();
        ctx.ended();
    }
}
