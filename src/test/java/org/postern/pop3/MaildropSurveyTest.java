package org.postern.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.store.Account;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

/** Which messages a view has; each is told as its mailbox and UID. */
class MaildropSurveyTest {
    private final MemoryStore store = new MemoryStore(InstantSource.system());
    private Account account;

    @BeforeEach
    void fill() throws StoreException {
        account = store.open(UserName.of("alice@example.org"));
        account.create(MailboxName.of("Work"), Optional.empty());
        deliver("INBOX", 10, 30, 20, 30, 30);
        deliver("Work", 30, 5, 40);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A message for each second at which one was received. */
    private void deliver(String folder, int... received) throws StoreException {
        try (Mailbox mailbox = account.open(MailboxName.of(folder))) {
            for (int second : received) {
                try (Spool spool = store.spool()) {
                    spool.write(ByteBuffer.wrap("A: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                    try (SpooledMessage sealed = spool.seal()) {
                        mailbox.append(List.of(new Arrival(sealed, Flags.NONE, Instant.ofEpochSecond(second))));
                    }
                }
            }
        }
    }

    private List<String> view(OptionalInt newest, String... folders) throws StoreException {
        List<String> messages = new ArrayList<>();
        List<Mailbox> mailboxes = new MaildropSurvey(account).open(new MaildropView(List.of(folders), newest));
        for (MaildropPart part : MaildropSurvey.of(mailboxes, newest)) {
            String name = part.mailbox().info().name().path();
            IntStream.range(0, part.size()).forEach(i -> messages.add(name + " " + part.uid(i)));
            part.close();
        }
        return messages;
    }

    @Test
    void theNewestAreThoseReceivedLastWhereverTheyAre() throws Exception {
        assertThat(view(OptionalInt.of(1), "INBOX")).containsExactly("INBOX 5");
        assertThat(view(OptionalInt.of(4), "INBOX")).containsExactly("INBOX 2", "INBOX 3", "INBOX 4", "INBOX 5");
        assertThat(view(OptionalInt.of(3), "INBOX", "Work")).containsExactly("INBOX 5", "Work 1", "Work 3");
        assertThat(view(OptionalInt.of(3), "Work", "INBOX")).containsExactly("Work 3", "INBOX 4", "INBOX 5");
        assertThat(view(OptionalInt.of(99), "Work")).hasSize(3);
    }

    @Test
    void whatIsHiddenIsNotCounted() throws Exception {
        try (Mailbox inbox = account.open(MailboxName.INBOX)) {
            Hiding.hide(inbox, UidSet.of(4, 5));
        }
        assertThat(view(OptionalInt.of(2), "INBOX")).containsExactly("INBOX 2", "INBOX 3");
        assertThat(view(OptionalInt.empty(), "INBOX")).containsExactly("INBOX 1", "INBOX 2", "INBOX 3");
    }

    @Test
    void foldersThatDoNotExistHaveNothing() throws Exception {
        assertThat(view(OptionalInt.empty(), "Nowhere", "Work", "a//b", "")).hasSize(3);
    }
}
