package org.postern.bench;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * What a client does that comes back to a large mailbox after a hundred changes by another: 60 flags, 20 new messages, 20
 * expunged. It uses the best that the server offers: SELECT with QRESYNC; or the flags changed since, with CONDSTORE, and all
 * UIDs; or all UIDs with their flags.
 */
record ResyncScenario(Stock stock, Settings settings, int user) implements Scenario {
    private static final int FLAGGED = 60;
    private static final int REPLACED = 20;

    @Override
    public String name() {
        return "resync";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("resync after 100 changes", Unit.MILLISECONDS));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.messages());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        State known = new State();
        try (ImapClient other = new ImapClient(server, Server.user(user))) {
            other.run(other.can("CONDSTORE") ? "SELECT INBOX (CONDSTORE)" : "SELECT INBOX", known::note);
            change(other);
        }
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            if (client.can("QRESYNC")) {
                client.run("ENABLE QRESYNC");
                String select = "SELECT INBOX (QRESYNC (" + known.uidValidity + " " + known.highestModSeq + "))";
                return new double[] {Stopwatch.milliseconds(() -> client.run(select))};
            }
            if (client.can("CONDSTORE")) {
                return new double[] {
                    Stopwatch.milliseconds(() -> {
                        client.run("SELECT INBOX (CONDSTORE)");
                        client.run("UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + known.highestModSeq + ")");
                        client.run("UID SEARCH ALL");
                    })
                };
            }
            return new double[] {
                Stopwatch.milliseconds(() -> {
                    client.run("SELECT INBOX");
                    client.run("UID FETCH 1:* (FLAGS)").requireFetches(known.exists);
                })
            };
        }
    }

    /** As many messages come as go. */
    private void change(ImapClient client) throws IOException {
        Random random = new Random(settings.seed());
        for (int i = 0; i < FLAGGED; i++) {
            int message = 1 + random.nextInt(settings.messages());
            client.run("STORE " + message + (i % 2 == 0 ? " +" : " -") + "FLAGS (\\Answered)");
        }
        for (int i = 0; i < REPLACED; i++) {
            int message = 1 + random.nextInt(settings.messages());
            client.run("STORE " + message + " +FLAGS.SILENT (\\Deleted)");
            client.run("EXPUNGE");
            client.append("INBOX", List.of(new Upload("()", stock.sample(i))));
        }
    }

    /** What a client keeps between its visits. */
    private static final class State {
        private int exists;
        private String uidValidity = "";
        private String highestModSeq = "";

        void note(String line) {
            if (line.endsWith(" EXISTS")) {
                exists = Integer.parseInt(line.substring("* ".length(), line.lastIndexOf(' ')));
            } else if (line.contains("[UIDVALIDITY ")) {
                uidValidity = code(line);
            } else if (line.contains("[HIGHESTMODSEQ ")) {
                highestModSeq = code(line);
            }
        }

        private static String code(String line) {
            return line.substring(line.indexOf(' ', line.indexOf('[')) + 1, line.indexOf(']'));
        }
    }
}
