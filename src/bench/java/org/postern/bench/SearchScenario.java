package org.postern.bench;

import java.io.IOException;
import java.util.List;

/**
 * SEARCH by a word in the subject, by a word in the text, anywhere. Dovecot has no index of words; Postern makes
 * one of trigrams while the first round goes on, so its median is with it.
 */
record SearchScenario(Stock stock, Settings settings, int user) implements Scenario {
    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("SEARCH SUBJECT", Unit.MILLISECONDS),
                new Figure("SEARCH BODY", Unit.MILLISECONDS),
                new Figure("SEARCH TEXT", Unit.MILLISECONDS));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.medium());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        int all = settings.medium();
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("SELECT INBOX");
            return new double[] {
                time(client, "SUBJECT " + Mail.SUBJECT_WORD, every(Mail.SUBJECT_EVERY, all)),
                time(client, "BODY " + Mail.BODY_WORD, every(Mail.BODY_EVERY, all)),
                time(client, "TEXT " + Mail.BODY_WORD, every(Mail.BODY_EVERY, all))
            };
        }
    }

    /** Milliseconds, of a search that must find so many. */
    static double time(ImapClient client, String keys, int expected) throws IOException {
        int[] found = new int[1];
        double time = Stopwatch.milliseconds(() -> client.run("SEARCH " + keys, line -> found[0] = count(line)));
        if (found[0] != expected) {
            throw new IOException("SEARCH " + keys + " found " + found[0] + " of " + expected);
        }
        return time;
    }

    /** Of {@code * SEARCH 1 2 3}. */
    private static int count(String line) {
        return (int) line.chars().filter(c -> c == ' ').count() - 1;
    }

    /** How many of so many messages have what every so manyth has, the first among them. */
    static int every(int step, int messages) {
        return (messages + step - 1) / step;
    }
}
