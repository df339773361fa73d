package org.postern.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.quota.QuotaLimits;
import org.postern.quota.QuotaListener;
import org.postern.quota.QuotaStore;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.Account;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Arrival;
import org.postern.store.Change;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.Watch;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;

/** What transcripts cannot show: files, open mailboxes whose rights change, names that were there before. */
final class SharingStoreTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final UserName BOB = UserName.of("bob@example.org");
    private static final MailboxName ALICES = new MailboxName("Users/alice@example.org");

    @TempDir
    private Path temporary;

    private MailStore files;
    private SharingStore store;

    @BeforeEach
    void open() throws StoreException {
        files = MaildirStore.open(
                temporary.resolve("mail"), MaildirSettings.of("test"), Clock.systemUTC(), new Random(1));
        QuotaStore quota = new QuotaStore(files, QuotaLimits.UNLIMITED, QuotaListener.NONE);
        store = new SharingStore(quota, user -> false);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatAUserNotedInMailboxesOfOthersGoesWithHim() throws StoreException {
        grant(MailboxName.INBOX, "lr");
        Annotated shared = Annotated.mailbox(ALICES);
        Annotated own = Annotated.mailbox(MailboxName.INBOX);
        AnnotationValue note = AnnotationValue.of("x".getBytes(StandardCharsets.US_ASCII));
        store.open(BOB).annotate(shared, Map.of("/private/comment", Optional.of(note)));
        store.open(ALICE).annotate(own, Map.of("/private/comment", Optional.of(note)));
        assertThat(files.open(ALICE).annotations(own).entries()).hasSize(2);
        Farewell.to(BOB, files);
        assertThat(files.open(ALICE).annotations(own).entries()).containsOnlyKeys("/private/comment");
        assertThat(files.open(ALICE).access(MailboxName.INBOX).isEmpty()).isTrue();
        assertThat(files.sharers(BOB)).isEmpty();
    }

    private void grant(MailboxName mailbox, String letters) throws StoreException {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        letters.chars().forEach(c -> rights.add(Right.of(c).orElseThrow()));
        store.open(ALICE)
                .changeAccess(
                        mailbox,
                        new AccessChange(
                                AccessIdentifier.of(BOB, Sign.GRANTS), AccessChange.Kind.REPLACE, new Rights(rights)));
    }

    private UidSet put(Mailbox mailbox, Flags flags) throws StoreException {
        try (Spool spool = store.spool()) {
            spool.write(ByteBuffer.wrap("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
            try (SpooledMessage message = spool.seal()) {
                return mailbox.append(List.of(new Arrival(message, flags, Instant.EPOCH)));
            }
        }
    }

    private static Problem problem(ThrowingCallable call) {
        StoreException failure = catchThrowableOfType(StoreException.class, call);
        assertThat(failure).isNotNull();
        return failure.problem();
    }

    @Test
    void aCopyToAnotherOwnerIsALink() throws Exception {
        grant(MailboxName.INBOX, "li");
        try (Mailbox own = store.open(BOB).open(MailboxName.INBOX);
                Mailbox alices = store.open(BOB).open(ALICES)) {
            UidSet uids = put(own, Flags.NONE);
            assertThat(own.copy(uids, alices).source()).isEqualTo(uids);
        }
        try (Stream<Path> placed = Files.list(temporary.resolve("mail/example.org/alice/new"))) {
            assertThat(placed)
                    .singleElement()
                    .satisfies(file ->
                            assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(2));
        }
        assertThat(store.open(ALICE).use().messages()).isEqualTo(1);
        assertThat(store.open(BOB).use().messages()).isEqualTo(1);
    }

    @Test
    void rightsThatAreTakenAwayAreGoneFromOpenMailboxes() throws Exception {
        grant(MailboxName.INBOX, "lrswte");
        try (Mailbox alices = store.open(ALICE).open(MailboxName.INBOX);
                Mailbox open = store.open(BOB).open(ALICES)) {
            UidSet uids = put(alices, Flags.NONE);
            assertThat(open.refresh().uids()).isEqualTo(uids);
            grant(MailboxName.INBOX, "lr");
            assertThat(problem(() -> open.expunge(uids))).isEqualTo(Problem.NO_PERMISSION);
            assertThat(problem(() -> open.flag(uids, FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.empty())))
                    .isEqualTo(Problem.NO_PERMISSION);
            assertThat(open.refresh().uids()).isEqualTo(uids);
            grant(MailboxName.INBOX, "");
            assertThat(problem(open::refresh)).isEqualTo(Problem.NO_SUCH_MAILBOX);
            assertThat(problem(() -> open.body(uids.min()))).isEqualTo(Problem.NO_SUCH_MAILBOX);
            grant(MailboxName.INBOX, "lre");
            assertThat(open.expunge(uids)).isEqualTo(uids);
        }
    }

    @Test
    void mailboxesOfOnesOwnThatAreCalledSoStayReachable() throws Exception {
        Account inside = files.open(BOB);
        for (String path : List.of("Public/News", "Users/alice@example.org/Sent", "Users", "Public")) {
            inside.create(new MailboxName(path), Optional.empty());
        }
        grant(new MailboxName("Sent"), "lr");
        Account bob = store.open(BOB);
        MailboxName sent = new MailboxName("Users/alice@example.org/Sent");
        try (Mailbox own = bob.open(sent)) {
            assertThat(own.info().id()).isEqualTo(inside.status(sent).info().id());
        }
        assertThat(bob.mailboxes())
                .extracting(entry -> entry.name().path())
                .contains("Public", "Public/News", "Users", "Users/alice@example.org/Sent")
                .doesNotHaveDuplicates();
        bob.delete(sent);
        try (Mailbox alices = bob.open(sent)) {
            assertThat(alices.info().name()).isEqualTo(sent);
            assertThat(alices.info().id())
                    .isEqualTo(files.open(ALICE)
                            .status(new MailboxName("Sent"))
                            .info()
                            .id());
        }
        assertThat(problem(() -> bob.create(new MailboxName("Public/More"), Optional.empty())))
                .isEqualTo(Problem.NO_PERMISSION);
    }

    @Test
    void aRemovedUserSharesNothing() throws Exception {
        grant(MailboxName.INBOX, "lr");
        store.open(BOB).subscribe(ALICES, Subscription.SUBSCRIBED);
        store.remove(ALICE);
        assertThat(problem(() -> store.open(BOB).open(ALICES))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(store.open(BOB).mailboxes())
                .filteredOn(entry -> entry.name().equals(ALICES))
                .singleElement()
                .extracting(MailboxEntry::existence)
                .isEqualTo(MailboxEntry.Existence.NONEXISTENT);
        assertThat(temporary.resolve("mail/example.org/alice")).doesNotExist();
        assertThat(store.sharers(BOB)).isEmpty();
    }

    /** Else who watches would keep rights to what a later user of that name has. */
    @Test
    void aRemovedUsersMailboxesAreGoneForWhoWatchesThem() throws Exception {
        MailboxName work = new MailboxName("Work");
        store.open(ALICE).create(work, Optional.empty());
        grant(work, "lr");
        List<Change> told = new ArrayList<>();
        try (Watch watch = store.open(BOB).watchOthers(told::add)) {
            assertThat(watch).isNotNull();
            store.remove(ALICE);
            store.open(ALICE).create(work, Optional.empty());
        }
        assertThat(told).containsExactly(new Change.Gone(new MailboxName(ALICES.path() + "/Work")));
    }

    @Test
    void nobodyMakesAnAccountByNamingIt() throws Exception {
        Account bob = store.open(BOB);
        for (String path : List.of("Users/eve@example.org", "Users/eve@example.org/Sent", "Users/x", "Users/x/y")) {
            MailboxName name = new MailboxName(path);
            assertThat(problem(() -> bob.open(name))).isEqualTo(Problem.NO_SUCH_MAILBOX);
            assertThat(problem(() -> bob.rights(name))).isEqualTo(Problem.NO_SUCH_MAILBOX);
            assertThat(problem(() -> bob.create(name, Optional.empty()))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        }
        assertThat(temporary.resolve("mail/example.org/eve")).doesNotExist();
    }
}
