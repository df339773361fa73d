package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postern.Property;
import org.postern.imap.ImapWorld;
import org.postern.imap.session.RandomClient.Moment;
import org.postern.imap.session.RandomClient.Trait;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * Three clients of every kind do whatever they like in two mailboxes. Seeds from 1 on; {@code -Dpostern.sessions.seeds=N}
 * runs as many.
 */
final class RandomSessionsTest {
    private static final int SEEDS = Integer.getInteger("postern.sessions.seeds", 150);
    private static final int STEPS = 60;
    private static final List<String> MAILBOXES = List.of("INBOX", "Other");
    private static final List<String> FLAGS =
            List.of("\\Seen", "\\Deleted", "\\Flagged", "\\Deleted \\Seen", "$Junk", "\\Deleted $Work");

    /** One thing a client does; everything it chooses comes from the seed, so that leaving steps out changes no other. */
    private record Step(long kinds, int client, int what, long seed) {}

    @Test
    void clientsAreToldWhatIsTrue() {
        Property.holds(SEEDS, RandomSessionsTest::steps, RandomSessionsTest::run);
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        long kinds = random.nextLong();
        for (int i = 0; i < STEPS; i++) {
            steps.add(new Step(kinds, random.nextInt(3), random.nextInt(Act.values().length), random.nextLong()));
        }
        return steps;
    }

    private static void run(List<Step> steps) throws StoreException {
        ImapWorld world = new ImapWorld();
        world.alice().create(MailboxName.of("Other"), Optional.empty());
        // What the clients are must not change when steps are left out.
        Random kinds = new Random(steps.isEmpty() ? 0 : steps.get(0).kinds());
        List<RandomClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(new RandomClient(world.login(), world.alice(), traits(kinds)));
        }
        for (int i = 0; i < 6; i++) {
            clients.get(0).run("APPEND INBOX {1+}\r\nm", Moment.OTHERWISE);
        }
        for (RandomClient client : clients) {
            client.select("SELECT INBOX", "INBOX");
            client.run("UID FETCH 1:* (FLAGS)", Moment.OTHERWISE);
        }
        boolean[] idle = new boolean[3];
        for (Step step : steps) {
            RandomClient client = clients.get(step.client());
            Random random = new Random(step.seed());
            if (idle[step.client()]) {
                client.wakeUp();
                client.requireUpToDate();
                if (random.nextInt(3) == 0) {
                    client.done();
                    idle[step.client()] = false;
                }
            } else if (Act.values()[step.what()] == Act.IDLE) {
                assertThat(client.run("IDLE", Moment.OTHERWISE)).startsWith("+ ");
                client.requireUpToDate();
                idle[step.client()] = true;
            } else {
                Act.values()[step.what()].run(client, random);
            }
            for (RandomClient other : clients) {
                other.wakeUp();
                if (other.isNotified()) {
                    other.requireUpToDate();
                }
            }
        }
    }

    private static Set<Trait> traits(Random random) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (Trait trait : Trait.values()) {
            if (random.nextInt(4) == 0) {
                traits.add(trait);
            }
        }
        return traits;
    }

    /** What clients do. */
    private enum Act {
        SELECT {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                String mailbox = random.nextInt(4) == 0 ? "Other" : "INBOX";
                if (client.is(Trait.QRESYNC) && client.isSelected() && random.nextBoolean()) {
                    client.visitAgain();
                    return;
                }
                String parameter = client.is(Trait.CONDSTORE) && random.nextBoolean() ? " (CONDSTORE)" : "";
                client.select((random.nextInt(5) == 0 ? "EXAMINE " : "SELECT ") + mailbox + parameter, mailbox);
                if (client.size() > 0 && random.nextInt(4) > 0) {
                    client.run("UID FETCH 1:* (FLAGS)", Moment.OTHERWISE);
                }
            }
        },
        LEAVE {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                if (client.isSelected()) {
                    client.unselect(pick(random, List.of("CLOSE", "UNSELECT")));
                }
            }
        },
        IDLE {
            @Override
            void run(RandomClient client, Random random) {}
        },
        NOOP {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                ok(client.run(pick(random, List.of("NOOP", "CAPABILITY", "LIST \"\" *")), Moment.OTHERWISE));
            }
        },
        CATCH_UP {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                ok(client.run("NOOP", Moment.OTHERWISE));
                client.requireUpToDate();
            }
        },
        APPEND {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                String flags = random.nextBoolean() ? "" : "(" + pick(random, FLAGS) + ") ";
                ok(client.run("APPEND " + pick(random, MAILBOXES) + " " + flags + "{1+}\r\nm", Moment.OTHERWISE));
            }
        },
        FETCH {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                List<String> items =
                        List.of("FLAGS", "(UID FLAGS)", "(FLAGS MODSEQ)", "RFC822.SIZE", "BODY[]", "BODY.PEEK[]");
                String modifier = !client.is(Trait.CONDSTORE) || random.nextBoolean()
                        ? ""
                        : " (CHANGEDSINCE " + Math.max(1, client.highest() - random.nextInt(3)) + ")";
                counted(client, random, "FETCH", " " + pick(random, items) + modifier);
                if (client.is(Trait.QRESYNC) && client.isSelected() && random.nextInt(4) == 0) {
                    String since = " (CHANGEDSINCE " + Math.max(1, client.highest()) + " VANISHED)";
                    ok(client.run("UID FETCH 1:* (FLAGS)" + since, Moment.OTHERWISE));
                }
            }
        },
        STORE {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                String sign = pick(random, List.of("+", "-", ""));
                String flags = pick(random, FLAGS);
                boolean silent = random.nextBoolean();
                String condition = !client.is(Trait.CONDSTORE) || random.nextBoolean()
                        ? ""
                        : " (UNCHANGEDSINCE " + Math.max(1, client.highest() - random.nextInt(3)) + ")";
                String rest = condition + " " + sign + "FLAGS" + (silent ? ".SILENT" : "") + " (" + flags + ")";
                counted(client, random, "STORE", rest, named -> {
                    if (silent) {
                        client.assume(named, sign, Set.of(flags.split(" ", -1)));
                    }
                });
            }
        },
        DELETE {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                counted(client, random, "STORE", " +FLAGS (\\Deleted)");
            }
        },
        COPY {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                counted(client, random, "COPY", " " + pick(random, MAILBOXES));
            }
        },
        MOVE {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                if (random.nextInt(3) == 0) {
                    counted(client, random, "MOVE", " " + pick(random, MAILBOXES));
                }
            }
        },
        EXPUNGE {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                if (client.isSelected()) {
                    client.run("EXPUNGE", Moment.OTHERWISE);
                }
            }
        },
        UID_EXPUNGE {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                if (client.isSelected() && client.size() > 0) {
                    client.run("UID EXPUNGE " + client.uid(1 + random.nextInt(client.size())) + ":*", Moment.OTHERWISE);
                }
            }
        },
        SEARCH {
            @Override
            void run(RandomClient client, Random random) throws StoreException {
                if (!client.isSelected()) {
                    return;
                }
                String what = pick(random, List.of("ALL", "UNSEEN", "DELETED", "NOT KEYWORD $Junk", "SMALLER 10"));
                String form =
                        pick(random, List.of("", "RETURN (ALL) ", "RETURN (MIN MAX COUNT ALL) ", "RETURN (SAVE) "));
                boolean uids = client.is(Trait.UIDONLY) || random.nextBoolean();
                client.expectUids(uids);
                ok(client.run(
                        (uids ? "UID " : "") + "SEARCH " + form + what, uids ? Moment.OTHERWISE : Moment.COUNTING));
                if (form.contains("SAVE")) {
                    client.run("UID FETCH $ (FLAGS)", Moment.OTHERWISE);
                }
            }
        };

        abstract void run(RandomClient client, Random random) throws StoreException;
    }

    /** What follows for the client from a command that was done. */
    private interface Then {
        void on(UidSet named);
    }

    private static void counted(RandomClient client, Random random, String command, String rest) throws StoreException {
        counted(client, random, command, rest, named -> {});
    }

    /** A command on messages, named by their numbers or their UIDs. */
    private static void counted(RandomClient client, Random random, String command, String rest, Then then)
            throws StoreException {
        if (!client.isSelected() || client.size() == 0) {
            return;
        }
        int a = 1 + random.nextInt(client.size());
        int b = random.nextInt(3) == 0 ? a : 1 + random.nextInt(client.size());
        boolean uid = random.nextBoolean();
        UidSet.Builder named = new UidSet.Builder();
        for (int n = Math.min(a, b); n <= Math.max(a, b); n++) {
            named.add(client.uid(n));
        }
        UidSet uids = named.build();
        String set = uid ? client.uid(a) + ":" + client.uid(b) : a + ":" + b;
        boolean counts = !uid && !command.equals("COPY") && !command.equals("MOVE");
        String line = (uid ? "UID " : "") + command + " " + set + rest;
        client.run(line, counts ? Moment.COUNTING : Moment.OTHERWISE, last -> {
            if (!uid && client.is(Trait.UIDONLY)) {
                assertThat(last).contains(" BAD [UIDREQUIRED] ");
                return;
            }
            assertThat(last).doesNotContain(" BAD ");
            if (last.contains(" OK ") || last.contains("EXPUNGEISSUED") || last.contains("MODIFIED")) {
                UidSet left = client.modified();
                then.on(uids.minus(uid ? left : byNumber(client, left)));
            }
        });
    }

    private static UidSet byNumber(RandomClient client, UidSet numbers) {
        UidSet.Builder uids = new UidSet.Builder();
        numbers.forEach(number -> uids.add(client.uid((int) number)));
        return uids.build();
    }

    private static void ok(String last) {
        assertThat(last).contains(" OK ");
    }

    private static <T> T pick(Random random, List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
