package org.postern.store.comparison;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.postern.store.Arrival;
import org.postern.store.CopyOutcome;
import org.postern.store.Delta;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.SampleSummarizer;
import org.postern.store.SpecialUse;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.UidSet;

/** One random operation; what it returns must be the same words on every store. */
interface Step {
    String run(StoreWorld world) throws Exception;

    /** A mailbox by name, or a handle opened earlier (then the name does not count). */
    record Ref(int user, String name, Optional<Integer> handle) {
        Mailbox open(StoreWorld world) throws StoreException {
            List<Mailbox> held = handle.map(world::held).orElse(List.of());
            return held.isEmpty() ? world.open(user, name) : held.get(0);
        }
    }

    /** Rows by number, of the mailbox now or of a snapshot remembered earlier, so that gone messages are named too. */
    record Pick(List<Integer> rows, Optional<Integer> memo) {
        UidSet in(StoreWorld world, Mailbox mailbox) throws StoreException {
            MailboxSnapshot from = memo.map(world::memo).orElse(List.of()).stream()
                    .map(StoreWorld.Memo::snapshot)
                    .filter(s -> s.info().id().equals(mailbox.info().id()))
                    .findFirst()
                    .orElse(mailbox.refresh());
            UidSet.Builder uids = new UidSet.Builder();
            rows.stream().filter(r -> !from.isEmpty()).forEach(r -> uids.add(from.uid(r % from.size())));
            return uids.build();
        }
    }

    record Append(Ref to, List<Integer> sizes, Flags flags, Instant received) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            List<Arrival> arrivals = new ArrayList<>();
            try {
                for (int size : sizes) {
                    arrivals.add(new Arrival(world.spooled(size), flags, received));
                }
                return "placed " + to.open(world).append(arrivals).size();
            } finally {
                arrivals.stream().map(Arrival::message).forEach(SpooledMessage::close);
            }
        }
    }

    record Flag(Ref in, Pick pick, FlagChange change, Optional<Integer> unlessChangedSince) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            Mailbox mailbox = in.open(world);
            Optional<ModSeq> since = unlessChangedSince.map(world::memo).orElse(List.of()).stream()
                    .map(StoreWorld.Memo::snapshot)
                    .filter(s -> s.info().id().equals(mailbox.info().id()))
                    .map(MailboxSnapshot::highestModSeq)
                    .findFirst();
            FlagOutcome outcome = mailbox.flag(pick.in(world, mailbox), change, since);
            return "changed " + world.told(mailbox, outcome.changed()) + " modified "
                    + world.told(mailbox, outcome.modified()) + " gone " + world.told(mailbox, outcome.gone());
        }
    }

    /** What the messages say, octet for octet. */
    record Read(Ref in, Pick pick) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException, IOException {
            Mailbox mailbox = in.open(world);
            UidSet uids = pick.in(world, mailbox);
            List<Long> checksums = new ArrayList<>();
            for (long uid : uids.stream().toArray()) {
                checksums.add(StoreInvariants.checksum(mailbox, uid));
            }
            return "read " + world.told(mailbox, uids) + " " + checksums;
        }
    }

    /** Summaries are asked for, which may make them. */
    record Listing(Ref in, Pick pick) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException, IOException {
            Mailbox mailbox = in.open(world);
            UidSet uids = pick.in(world, mailbox).and(mailbox.refresh().uids());
            SampleSummarizer.check(mailbox, uids);
            return "listed " + world.told(mailbox, uids);
        }
    }

    /** Something happens to what the store keeps for speed alone, while it works. */
    record Harm(long seed) implements Step {
        @Override
        public String run(StoreWorld world) throws Exception {
            world.harm(new Random(seed));
            return "harmed";
        }
    }

    record Expunge(Ref in, Pick pick) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            Mailbox mailbox = in.open(world);
            return "expunged " + world.told(mailbox, mailbox.expunge(pick.in(world, mailbox)));
        }
    }

    record Copy(Ref from, Pick pick, Ref to) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            Mailbox mailbox = from.open(world);
            CopyOutcome outcome = mailbox.copy(pick.in(world, mailbox), to.open(world));
            return "copied " + world.told(mailbox, outcome.source()) + " to "
                    + outcome.target().size();
        }
    }

    record Move(Ref from, Pick pick, Ref to) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            Mailbox mailbox = from.open(world);
            CopyOutcome outcome = mailbox.move(pick.in(world, mailbox), to.open(world));
            return "moved " + world.told(mailbox, outcome.source()) + " to "
                    + outcome.target().size();
        }
    }

    record Create(int user, String name, Optional<SpecialUse> use) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            return "created "
                    + world.account(user).create(MailboxName.of(name), use).name();
        }
    }

    record Delete(int user, String name) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            world.account(user).delete(MailboxName.of(name));
            return "deleted";
        }
    }

    record Rename(int user, String from, String to) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            world.account(user).rename(MailboxName.of(from), MailboxName.of(to));
            return "renamed";
        }
    }

    record Subscribe(int user, String name, MailboxEntry.Subscription subscription) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            world.account(user).subscribe(MailboxName.of(name), subscription);
            return "done";
        }
    }

    record ClaimRecent(Ref in) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            Mailbox mailbox = in.open(world);
            return "claimed " + world.told(mailbox, mailbox.claimRecent());
        }
    }

    record Hold(int user, String name) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            world.hold(world.open(user, name));
            return "held";
        }
    }

    record Remember(Ref in) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            world.remember(in.user(), in.open(world));
            return "remembered";
        }
    }

    /** What changed since a remembered moment, if that mailbox still is the one of its name. */
    record Since(int memo) implements Step {
        @Override
        public String run(StoreWorld world) throws StoreException {
            for (StoreWorld.Memo then : world.memo(memo)) {
                Mailbox mailbox = world.open(then.user(), then.mailbox().path());
                if (!mailbox.info().id().equals(then.snapshot().info().id())) {
                    return "another mailbox";
                }
                Delta delta = mailbox.since(then.snapshot().highestModSeq());
                return "changed " + world.told(mailbox, delta.changed()) + " vanished "
                        + world.told(
                                mailbox, delta.vanished().and(then.snapshot().uids()));
            }
            return "nothing remembered";
        }
    }

    record Restart() implements Step {
        @Override
        public String run(StoreWorld world) throws Exception {
            world.restart();
            return "restarted";
        }
    }
}
