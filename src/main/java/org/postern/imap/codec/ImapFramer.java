package org.postern.imap.codec;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.postern.imap.codec.ImapRequest.Reason;
import org.postern.imap.codec.ImapRequest.Waiting;
import org.postern.net.Framer;

/**
 * Finds commands, their literals and the messages of APPEND and REPLACE in the octets of a connection (RFC 9051 2.2.1, 4.3; RFC 7888).
 *
 * <p>Invariants: what a literal announced is consumed to the octet, taken or skipped, before anything is read as a
 * command again; memory is bounded by the {@link FrameLimits}; a body passes through and is never collected; what nobody
 * waits for is skipped so far and no further, for compressed it costs its sender next to nothing. Lines end with CR LF or,
 * leniently, LF; empty lines between commands are ignored.
 */
public final class ImapFramer implements Framer<ImapRequest> {
    /** Octets handed on at once of a body. */
    static final int CHUNK = 64 * 1024;

    /** A line that has no end after so many times what a command may have is given up. */
    private static final int PATIENCE = 16;

    /** An announcement at the end of an over-long line is seen within this many octets. */
    private static final int TAIL = 64;

    private enum State {
        /** Collecting a line of a command. */
        LINE,
        /** Collecting a literal into the command. */
        LITERAL,
        /** BodyStart was emitted and nobody has accepted yet. */
        OFFERED,
        /** Handing on a body. */
        BODY,
        /** Dropping a literal that was refused. */
        SKIP_LITERAL,
        /** Dropping the rest of a line that is too long, before it is refused. */
        SKIP_LONG_LINE,
        /** Dropping the rest of a command that has been answered. */
        SKIP_LINE,
        /** Dropping all that still comes. */
        GIVEN_UP
    }

    private final CommandBuffer command = new CommandBuffer();
    private FrameLimits limits;
    private State state = State.LINE;
    private boolean lineMode;
    private boolean afterBody;
    private long remaining;
    private Waiting offered = Waiting.YES;
    private int literals;
    private long skipped;
    private String longTag = "";

    public ImapFramer(FrameLimits limits) {
        this.limits = limits;
    }

    /** Other limits from the next octet on. */
    public void limit(FrameLimits newLimits) {
        this.limits = newLimits;
    }

    public FrameLimits limits() {
        return limits;
    }

    /** What follows are lines, not commands. */
    public void readLines() {
        lineMode = true;
    }

    /** What follows are commands again. */
    public void readCommands() {
        lineMode = false;
    }

    /** The body just offered is wanted. */
    public void acceptBody() {
        state = State.BODY;
    }

    @Override
    public boolean isMidway() {
        return state == State.BODY || (afterBody && (state == State.LINE || state == State.LITERAL));
    }

    @Override
    public int appetite() {
        return CHUNK;
    }

    @Override
    public Optional<ImapRequest> next(ByteBuf in) {
        if (state == State.OFFERED) {
            refuseLiteral(offered);
        }
        while (in.isReadable() || (remaining == 0 && (state == State.BODY || state == State.LITERAL))) {
            Optional<ImapRequest> request = step(in);
            if (request.isPresent()) {
                return request;
            }
        }
        return Optional.empty();
    }

    private Optional<ImapRequest> step(ByteBuf in) {
        return switch (state) {
            case LINE -> line(in);
            case LITERAL -> literal(in);
            case BODY, OFFERED -> body(in);
            case SKIP_LITERAL -> skipLiteral(in);
            case SKIP_LONG_LINE, SKIP_LINE -> skipLine(in);
            case GIVEN_UP -> {
                in.skipBytes(in.readableBytes());
                yield Optional.empty();
            }
        };
    }

    private Optional<ImapRequest> line(ByteBuf in) {
        int room = limits.line() - command.lineSize() + 2;
        int toEnd = in.bytesBefore((byte) '\n');
        int count = toEnd < 0 ? in.readableBytes() : toEnd + 1;
        if (count > room) {
            command.add(in, room);
            longTag = afterBody ? "" : command.tag();
            command.keepTail(TAIL);
            state = State.SKIP_LONG_LINE;
            return Optional.empty();
        }
        command.add(in, count);
        if (toEnd < 0) {
            return Optional.empty();
        }
        command.cutLineEnd();
        return lineMode ? Optional.of(new ImapRequest.Line(take())) : commandLine();
    }

    private Optional<ImapRequest> commandLine() {
        Optional<LiteralMark> mark = command.literalMark();
        if (mark.isPresent()) {
            return announced(mark.get());
        }
        if (afterBody) {
            return Optional.of(new ImapRequest.BodyEnd(take()));
        }
        return command.size() == 0 ? Optional.empty() : Optional.of(new ImapRequest.Command(take()));
    }

    private Optional<ImapRequest> announced(LiteralMark mark) {
        boolean waits = mark.waiting() == Waiting.YES;
        remaining = mark.size();
        if (remaining < 0) {
            return refuse(waits ? Reason.LITERAL_TOO_LONG : Reason.OUT_OF_STEP, Waiting.YES);
        }
        if (!waits && remaining > limits.nonSynchronizing()) {
            return refuse(Reason.NOT_WAITED_FOR, mark.waiting());
        }
        if (afterBody ? command.announcesMore(mark.start()) : command.announcesMessage(mark.start())) {
            offered = mark.waiting();
            state = State.OFFERED;
            CommandText text = command.text(mark.start());
            command.clear();
            return Optional.of(new ImapRequest.BodyStart(text, remaining, mark.waiting(), mark.octets()));
        }
        return collected(mark);
    }

    private Optional<ImapRequest> collected(LiteralMark mark) {
        if (remaining > limits.literal()) {
            return refuse(Reason.LITERAL_TOO_LONG, mark.waiting());
        }
        if (++literals > limits.literals()) {
            return refuse(Reason.TOO_MANY_LITERALS, mark.waiting());
        }
        if (command.size() + remaining > limits.command()) {
            return refuse(Reason.COMMAND_TOO_LONG, mark.waiting());
        }
        command.endLine();
        state = State.LITERAL;
        return mark.waiting() == Waiting.YES ? Optional.of(new ImapRequest.ContinueLiteral()) : Optional.empty();
    }

    private Optional<ImapRequest> refuse(Reason reason, Waiting waiting) {
        String tag = afterBody ? "" : command.tag();
        refuseLiteral(waiting);
        return Optional.of(new ImapRequest.Refused(tag, reason));
    }

    /** A client that waits sends nothing more of this command; one that does not sends all of it. */
    private void refuseLiteral(Waiting waiting) {
        reset();
        if (waiting == Waiting.NO) {
            state = State.SKIP_LITERAL;
        }
    }

    private Optional<ImapRequest> literal(ByteBuf in) {
        int count = (int) Math.min(in.readableBytes(), remaining);
        command.add(in, count);
        remaining -= count;
        if (remaining == 0) {
            command.literalComplete();
            state = State.LINE;
        }
        return Optional.empty();
    }

    private Optional<ImapRequest> body(ByteBuf in) {
        if (remaining == 0) {
            afterBody = true;
            state = State.LINE;
            return Optional.empty();
        }
        int count = (int) Math.min(Math.min(in.readableBytes(), remaining), CHUNK);
        remaining -= count;
        return Optional.of(new ImapRequest.BodyChunk(in.readSlice(count).nioBuffer()));
    }

    private Optional<ImapRequest> skipLiteral(ByteBuf in) {
        int count = (int) Math.min(in.readableBytes(), remaining);
        in.skipBytes(count);
        remaining -= count;
        if (remaining == 0) {
            state = State.SKIP_LINE;
        }
        return Optional.empty();
    }

    private Optional<ImapRequest> skipLine(ByteBuf in) {
        int toEnd = in.bytesBefore((byte) '\n');
        int count = toEnd < 0 ? in.readableBytes() : toEnd + 1;
        int kept = Math.min(count, TAIL);
        in.skipBytes(count - kept);
        skipped += count;
        if (skipped > PATIENCE * (long) limits.command()) {
            command.clear();
            state = State.GIVEN_UP;
            return Optional.of(new ImapRequest.Refused(longTag, Reason.ENDLESS));
        }
        command.add(in, kept);
        if (toEnd < 0) {
            command.keepTail(TAIL);
            return Optional.empty();
        }
        command.cutLineEnd();
        Optional<LiteralMark> mark = lineMode ? Optional.empty() : command.literalMark();
        return skipped(mark.filter(m -> m.waiting() == Waiting.NO));
    }

    private Optional<ImapRequest> skipped(Optional<LiteralMark> followed) {
        boolean toBeTold = state == State.SKIP_LONG_LINE;
        String tag = longTag;
        reset();
        if (followed.isPresent()) {
            remaining = followed.get().size();
            state = State.SKIP_LITERAL;
            if (remaining < 0) {
                return Optional.of(new ImapRequest.Refused(tag, Reason.OUT_OF_STEP));
            }
        }
        return toBeTold ? Optional.of(new ImapRequest.Refused(tag, Reason.LINE_TOO_LONG)) : Optional.empty();
    }

    private CommandText take() {
        CommandText text = command.text(command.size());
        reset();
        return text;
    }

    private void reset() {
        command.clear();
        state = State.LINE;
        afterBody = false;
        literals = 0;
        skipped = 0;
        longTag = "";
    }
}
