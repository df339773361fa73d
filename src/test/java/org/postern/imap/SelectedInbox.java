package org.postern.imap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.codec.CommandText;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.Access;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.Expunges;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ImapLimits;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.Collation;
import org.postern.store.Account;
import org.postern.store.Arrival;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** An INBOX in memory, selected, and commands run against it without a session; answers as a client would read them. */
public final class SelectedInbox implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-03-01T23:30:00Z");

    private final MemoryStore store = new MemoryStore(() -> NOW);
    private final Account account;
    private final Set<String> enabled = new HashSet<>();
    private final Grammar grammar = new Grammar.Builder().build();
    private Optional<SelectedMailbox> selected = Optional.empty();
    private ActiveComparator comparator = ActiveComparator.DEFAULT;
    private int batch = 50;

    public SelectedInbox() throws StoreException {
        account = store.open(UserName.of("alice@example.org"));
    }

    /** A message, with LF for each CRLF, received now. */
    public SelectedInbox with(String message) throws StoreException {
        return with(message.replace("\n", "\r\n").getBytes(ISO_8859_1), Flags.NONE, NOW);
    }

    public SelectedInbox with(byte[] message, Flags flags, Instant received) throws StoreException {
        try (Mailbox inbox = account.open(MailboxName.INBOX);
                Spool spool = store.spool()) {
            spool.write(ByteBuffer.wrap(message));
            try (SpooledMessage sealed = spool.seal()) {
                inbox.append(List.of(new Arrival(sealed, flags, received)));
            }
        }
        return this;
    }

    public SelectedInbox select(Access access) throws StoreException {
        close();
        return select(account, access);
    }

    /** The INBOX of another store. */
    public SelectedInbox select(Account from, Access access) throws StoreException {
        selected = Optional.of(
                SelectedMailbox.open(from, MailboxName.INBOX, access, SelectedMailbox.RecentFlag.UNKNOWN, () -> {}));
        return this;
    }

    /** As from a store that keeps summaries. */
    public SelectedInbox selectWithSummaries(Access access) throws StoreException {
        close();
        return select(SummarizingMailbox.in(account), access);
    }

    public SelectedInbox enable(String name) {
        enabled.add(name);
        return this;
    }

    public SelectedInbox compareBy(Collation collation, ActiveComparator.Direction direction) {
        comparator = new ActiveComparator(collation, direction);
        return this;
    }

    /** Octets after which a batch is full. */
    public SelectedInbox batches(int octets) {
        batch = octets;
        return this;
    }

    public SelectedMailbox mailbox() {
        return selected.orElseThrow();
    }

    /** Expunges behind the session's back; it does not tell the client. */
    public void expunge(long... uids) throws StoreException {
        mailbox().mailbox().expunge(UidSet.of(uids));
        mailbox().touch();
        mailbox().sync(Expunges.WITHHELD);
    }

    /** Expunges without the session noticing. */
    public void expungeUnseen(long... uids) throws StoreException {
        mailbox().mailbox().expunge(UidSet.of(uids));
    }

    public void flag(long uid, Flags flags) throws StoreException {
        mailbox().mailbox().flag(UidSet.of(uid), FlagChange.add(flags), Optional.empty());
        mailbox().touch();
        mailbox().sync(Expunges.WITHHELD);
    }

    /** Bodies that nobody has closed. */
    public int openBodies() {
        return store.openBodies();
    }

    /** Runs arguments of a command; the answer with LF for CRLF, and the completion, in one string. */
    public String run(CommandSpec spec, Addressing addressing, String arguments) throws IOException {
        return octets(spec, addressing, arguments).replace("\r\n", "\n");
    }

    /** As {@link #run}, with the line ends as they are. */
    public String octets(CommandSpec spec, Addressing addressing, String arguments) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String end;
        try {
            ImapLexer in = new ImapLexer(new CommandText(arguments.getBytes(ISO_8859_1)));
            end = complete(spec.parse(in, grammar, addressing).execute(context()), answer);
        } catch (ImapSyntaxException e) {
            end = "BAD " + e.getMessage() + " at " + e.position();
        } catch (Refusal e) {
            end = print(e.completion());
        } catch (StoreException e) {
            end = "NO " + e.problem();
        }
        return answer.toString(ISO_8859_1) + end;
    }

    private String complete(Responses responses, ByteArrayOutputStream answer) throws IOException, StoreException {
        try (responses;
                WireOut out = new WireOut(UnpooledByteBufAllocator.DEFAULT, batch, WireOut.Regions.REFUSED)) {
            for (Untagged next = responses.poll(); next != null; next = responses.poll()) {
                Progress progress = Progress.MORE;
                while (progress == Progress.MORE) {
                    progress = next.encode(out);
                    drain(out, answer);
                }
            }
            return print(responses.completion());
        }
    }

    private static void drain(WireOut out, ByteArrayOutputStream answer) throws IOException {
        for (WireOut.Segment segment : out.take()) {
            if (segment instanceof WireOut.Octets octets) {
                octets.octets().readBytes(answer, octets.octets().readableBytes());
                octets.octets().release();
            }
        }
    }

    private static String print(Completion completion) {
        return completion.status()
                + completion.code().map(code -> " [" + code.text() + "]").orElse("");
    }

    private ImapContext context() {
        InvocationHandler handler = (proxy, method, args) -> switch (method.getName()) {
            case "selected" -> mailbox();
            case "isEnabled" -> enabled.contains((String) args[0]);
            case "tag" -> "t1";
            case "clock" -> (InstantSource) () -> NOW;
            case "comparator" -> comparator;
            case "limits" -> ImapLimits.DEFAULT;
            default -> InvocationHandler.invokeDefault(proxy, method, args);
        };
        return (ImapContext)
                Proxy.newProxyInstance(ImapContext.class.getClassLoader(), new Class<?>[] {ImapContext.class}, handler);
    }

    @Override
    public void close() {
        selected.ifPresent(SelectedMailbox::close);
        selected = Optional.empty();
    }
}
