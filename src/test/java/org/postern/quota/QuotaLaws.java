package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Parallel;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.StoreLaws;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** What every group of laws of quotas speaks in: a store with quotas, whose limits a law sets, and a log of what it tells. */
interface QuotaLaws extends StoreLaws {
    UserName CAROL = UserName.of("carol@elsewhere.org");

    @Override
    QuotaStore store();

    FixedLimits limits();

    QuotaLog log();

    /** Places messages of these sizes in one call. */
    default UidSet put(Mailbox mailbox, int... sizes) throws StoreException {
        return put(store(), mailbox, sizes);
    }

    default UidSet put(MailStore store, Mailbox mailbox, int... sizes) throws StoreException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int size : sizes) {
            try (Spool spool = store.spool()) {
                spool.write(ByteBuffer.allocate(size));
                SpooledMessage message = spool.seal();
                arrivals.add(new Arrival(message, Flags.NONE, NOON));
            }
        }
        try {
            return mailbox.append(arrivals);
        } finally {
            arrivals.forEach(a -> a.message().close());
        }
    }

    default Mailbox inbox(UserName user) throws StoreException {
        return store().open(user).open(MailboxName.INBOX);
    }

    /** How many of them were placed. */
    default long deliverAtOnce(int n, IntFunction<UserName> to, int size) throws Exception {
        List<Boolean> placed = Parallel.run(n, i -> () -> {
            try {
                return !put(inbox(to.apply(i)), size).isEmpty();
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(Problem.OVER_QUOTA);
                return false;
            }
        });
        return placed.stream().filter(p -> p).count();
    }
}
