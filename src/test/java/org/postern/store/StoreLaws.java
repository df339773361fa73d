package org.postern.store;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every group of laws speaks in: one store, alice's account in it, and short words for placing and reading mail. */
public interface StoreLaws {
    UserName ALICE = UserName.of("alice@example.org");
    UserName BOB = UserName.of("bob@example.org");
    Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** Small, so that laws can reach them. */
    StoreLimits LIMITS = new StoreLimits(40, 4);

    /** The store under test, with {@link #LIMITS}. */
    MailStore store();

    default Account alice() throws StoreException {
        return store().open(ALICE);
    }

    default Mailbox inbox() throws StoreException {
        return alice().open(MailboxName.INBOX);
    }

    /** Makes a mailbox in alice's account and opens it. */
    default Mailbox created(String name) throws StoreException {
        alice().create(name(name), Optional.empty());
        return alice().open(name(name));
    }

    default MailboxName name(String path) throws StoreException {
        return MailboxName.of(path);
    }

    /** A small message that differs from others by its tag. */
    default byte[] message(String tag) {
        return ("From: a@example.org\r\nSubject: " + tag + "\r\n\r\n" + tag + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    default SpooledMessage spooled(byte[] octets) throws StoreException {
        try (Spool spool = store().spool()) {
            spool.write(ByteBuffer.wrap(octets));
            return spool.seal();
        }
    }

    /** Places one message; returns its UID. */
    default long put(Mailbox mailbox, String tag) throws StoreException {
        return put(mailbox, tag, Flags.NONE);
    }

    default long put(Mailbox mailbox, String tag, Flags flags) throws StoreException {
        try (SpooledMessage message = spooled(message(tag))) {
            return mailbox.append(List.of(new Arrival(message, flags, NOON))).min();
        }
    }

    /** Places several messages in one call. */
    default UidSet putAll(Mailbox mailbox, String... tags) throws StoreException {
        List<Arrival> arrivals = new ArrayList<>();
        try {
            for (String tag : tags) {
                arrivals.add(new Arrival(spooled(message(tag)), Flags.NONE, NOON));
            }
            return mailbox.append(arrivals);
        } finally {
            arrivals.forEach(a -> a.message().close());
        }
    }

    default byte[] octets(Mailbox mailbox, long uid) throws StoreException, IOException {
        try (MessageBody body = mailbox.body(uid)) {
            return octets(body);
        }
    }

    /** Reads a body through a buffer of an odd size. */
    default byte[] octets(MessageBody body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1021);
        for (long at = 0; body.read(at, buffer.clear()) > 0; at += buffer.position()) {
            out.write(buffer.array(), 0, buffer.position());
        }
        return out.toByteArray();
    }

    default Flags flags(Mailbox mailbox, long uid) throws StoreException {
        MailboxSnapshot now = mailbox.refresh();
        return now.flags(now.indexOf(uid));
    }

    default Flags keywords(String... keywords) {
        return Flags.of(java.util.Set.of(), List.of(keywords));
    }

    default FlagOutcome add(Mailbox mailbox, UidSet uids, Flags flags) throws StoreException {
        return mailbox.flag(uids, FlagChange.add(flags), Optional.empty());
    }

    /** What the call fails with; fails itself when the call does not. */
    default Problem problem(ThrowingCallable call) {
        StoreException failure = catchThrowableOfType(StoreException.class, call);
        if (failure == null) {
            throw new AssertionError("the call should have failed with a StoreException");
        }
        return failure.problem();
    }
}
