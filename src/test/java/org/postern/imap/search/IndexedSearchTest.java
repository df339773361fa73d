package org.postern.imap.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.imap.SelectedInbox;
import org.postern.imap.command.SearchCommand;
import org.postern.imap.fetch.MessageSummary;
import org.postern.imap.state.Access;
import org.postern.imap.syntax.Addressing;
import org.postern.mime.Needle;
import org.postern.mime.TextPlace;
import org.postern.mime.Trigrams;
import org.postern.store.Account;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;
import org.postern.store.maildir.TermSettings;

/** A mailbox with an index, with one that lags behind, and without answers every search alike. */
final class IndexedSearchTest {
    private static final String[] WORDS = {
        "apple",
        "Pear",
        "stra\u00dfe",
        "STRASSE",
        "\u041c\u0438\u0440",
        "\u00e9t\u00e9",
        "e\u0301te\u0301",
        "plum",
        "ab",
        "x"
    };

    @TempDir
    private Path temporary;

    private final Random random = new Random(5);
    private MaildirStore store;
    private Account account;
    private SelectedInbox inbox;

    @BeforeEach
    void open() throws StoreException {
        TermSettings terms = new TermSettings(new MessageTerms(Trigrams.Limits.DEFAULT), () -> Long.MAX_VALUE);
        MaildirSettings settings = MaildirSettings.of("test")
                .withSummarizer(MessageSummary.SUMMARIZER)
                .withTerms(terms);
        store = MaildirStore.open(temporary.resolve("mail"), settings, Clock.systemUTC(), random);
        account = store.open(UserName.of("alice@example.org"));
        inbox = new SelectedInbox();
    }

    @AfterEach
    void close() {
        inbox.close();
        store.close();
    }

    private void deliver(int messages) throws StoreException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int n = 0; n < messages; n++) {
            try (Spool spool = store.spool()) {
                spool.write(ByteBuffer.wrap(message().getBytes(UTF_8)));
                arrivals.add(
                        new Arrival(spool.seal(), Flags.NONE, Clock.systemUTC().instant()));
            }
        }
        try (Mailbox mailbox = account.open(MailboxName.INBOX)) {
            mailbox.append(arrivals);
        }
        arrivals.stream().map(Arrival::message).forEach(SpooledMessage::close);
    }

    private String message() {
        return "Subject: " + word() + " " + word() + "\r\nFrom: " + word() + " <a@x.org>\r\nX-Odd: " + word()
                + "\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX-Part: " + word() + "\r\n\r\n" + word()
                + " " + word() + "\r\n--b\r\nContent-Type: image/png\r\n\r\n" + word() + "\r\n--b--\r\n";
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private String key(int depth) {
        String text = random.nextInt(4) == 0 ? word() + " " + word() : word();
        String needle = " \"" + text.substring(random.nextInt(2)) + "\"";
        return switch (random.nextInt(depth == 0 ? 5 : 9)) {
            case 0 -> "TEXT" + needle;
            case 1 -> "BODY" + needle;
            case 2 -> "SUBJECT" + needle;
            case 3 -> "FROM" + needle;
            case 4 -> "HEADER X-Odd" + needle;
            case 5 -> "NOT " + key(depth - 1);
            case 6 -> "OR " + key(depth - 1) + " " + key(depth - 1);
            case 7 -> "(" + key(depth - 1) + " " + key(depth - 1) + ")";
            default -> "UID 50:" + random.nextInt(300) + " " + key(depth - 1);
        };
    }

    private List<String> answers(List<String> searches) throws IOException, StoreException {
        inbox.select(account, Access.READ_WRITE);
        List<String> answers = new ArrayList<>();
        for (String search : searches) {
            String octets = new String(search.getBytes(UTF_8), ISO_8859_1);
            answers.add(inbox.run(SearchCommand.SPEC, Addressing.UID, octets));
        }
        return answers;
    }

    @Test
    void theAnswerIsTheSameWithAnIndex() throws IOException, StoreException {
        deliver(250);
        List<String> searches = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            searches.add((n % 3 == 0 ? "RETURN (MIN MAX) " : "") + "CHARSET UTF-8 " + key(2));
        }
        List<String> without = answers(searches);
        assertThat(narrowed()).isEqualTo(250);
        store.indexTerms();
        assertThat(answers(searches)).isEqualTo(without);
        assertThat(narrowed()).isZero();
        deliver(50);
        List<String> lagging = answers(searches);
        assertThat(narrowed()).isEqualTo(50);
        deliver(150);
        List<String> more = answers(searches);
        store.indexTerms();
        assertThat(narrowed()).isZero();
        assertThat(answers(searches)).isEqualTo(more).isNotEqualTo(lagging);
    }

    /** How many messages may contain what none does. */
    private long narrowed() throws StoreException {
        try (Mailbox mailbox = account.open(MailboxName.INBOX);
                TermIndex index = mailbox.termIndex()) {
            UidSet found = index.having(new Needle("nowhere").trigrams(TextPlace.INSIDE));
            return found.and(mailbox.refresh().uids()).size();
        }
    }
}
