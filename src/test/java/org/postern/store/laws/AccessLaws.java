package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.AccessList;
import org.postern.store.Account;
import org.postern.store.Annotated;
import org.postern.store.Change;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.StoreLaws;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** Access lists are kept with their mailbox, and who shares can be found. */
public interface AccessLaws extends StoreLaws {
    AccessIdentifier TO_BOB = AccessIdentifier.of(BOB, Sign.GRANTS);
    AccessIdentifier TO_ALL = AccessIdentifier.of(Kind.ANYONE, Sign.GRANTS);
    Rights READING = Rights.of(Right.LOOKUP, Right.READ);
    AccessList BOB_READS = AccessList.of(Map.of(TO_BOB, READING));

    private static AccessChange set(AccessIdentifier whom, Rights rights) {
        return new AccessChange(whom, AccessChange.Kind.REPLACE, rights);
    }

    @Test
    default void entriesChangeOneByOne() throws Exception {
        Account alice = alice();
        assertThat(alice.access(MailboxName.INBOX).get(TO_BOB)).isEmpty();
        alice.changeAccess(MailboxName.INBOX, set(TO_BOB, READING));
        alice.changeAccess(MailboxName.INBOX, new AccessChange(TO_BOB, AccessChange.Kind.ADD, Rights.of(Right.INSERT)));
        alice.changeAccess(
                MailboxName.INBOX, new AccessChange(TO_BOB, AccessChange.Kind.REMOVE, Rights.of(Right.READ)));
        AccessIdentifier taken = AccessIdentifier.of(Kind.AUTHENTICATED, Sign.TAKES);
        alice.changeAccess(MailboxName.INBOX, set(taken, Rights.ALL));
        alice.changeAccess(MailboxName.INBOX, set(TO_ALL, Rights.NONE));
        AccessList list = alice.access(MailboxName.INBOX);
        assertThat(list.get(TO_BOB)).hasValue(Rights.of(Right.LOOKUP, Right.INSERT));
        assertThat(list.get(taken)).hasValue(Rights.ALL);
        assertThat(list.get(TO_ALL)).hasValue(Rights.NONE);
        alice.changeAccess(MailboxName.INBOX, new AccessChange(TO_BOB, AccessChange.Kind.DELETE, Rights.NONE));
        assertThat(alice.access(MailboxName.INBOX).get(TO_BOB)).isEmpty();
        assertThat(problem(() -> alice.access(name("Nowhere")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(() -> alice.changeAccess(name("Nowhere"), set(TO_BOB, READING))))
                .isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(() -> alice.rights(name("Nowhere")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
    }

    @Test
    default void anAccessListGoesWithItsMailbox() throws Exception {
        created("Work").close();
        alice().changeAccess(name("Work"), set(TO_BOB, READING));
        alice().rename(name("Work"), name("Jobs"));
        assertThat(alice().access(name("Jobs")).get(TO_BOB)).hasValue(READING);
        alice().delete(name("Jobs"));
        created("Jobs").close();
        assertThat(alice().access(name("Jobs")).get(TO_BOB)).isEmpty();
    }

    @Test
    default void whoSharesIsFound() throws Exception {
        UserName carol = UserName.of("carol@example.org");
        assertThat(store().sharers(BOB)).isEmpty();
        alice().changeAccess(name("Sent"), set(TO_BOB, READING));
        assertThat(store().sharers(BOB)).containsExactly(ALICE);
        assertThat(store().sharers(carol)).isEmpty();
        store().open(carol).changeAccess(MailboxName.INBOX, set(TO_ALL, READING));
        assertThat(store().sharers(BOB)).containsExactlyInAnyOrder(ALICE, carol);
        store().remove(carol);
        assertThat(store().sharers(BOB)).containsExactly(ALICE);
        alice().changeAccess(name("Sent"), new AccessChange(TO_BOB, AccessChange.Kind.DELETE, Rights.NONE));
        assertThat(store().sharers(BOB)).isEmpty();
        assertThat(store().open(carol).access(MailboxName.INBOX).get(TO_ALL)).isEmpty();
        store().remove(carol);
    }

    @Test
    default void whoBeginsToShareIsTold() throws Exception {
        List<Object> told = new ArrayList<>();
        alice();
        List<Watch> begun = new ArrayList<>();
        try (Watch sharers = store().watchSharers(BOB, owner -> {
                    told.add(owner);
                    begun.add(watched(owner, told));
                });
                Watch others = store().watchSharers(UserName.of("carol@example.org"), told::add)) {
            assertThat(List.of(sharers, others)).isNotNull();
            alice().changeAccess(name("Sent"), set(TO_BOB, READING));
            alice().changeAccess(name("Drafts"), set(TO_BOB, READING));
        }
        begun.forEach(Watch::close);
        alice().changeAccess(name("Drafts"), set(TO_BOB, Rights.NONE));
        assertThat(told)
                .containsExactly(
                        ALICE,
                        new Change.Access(name("Sent"), BOB_READS),
                        new Change.Access(name("Drafts"), BOB_READS));
    }

    private Watch watched(UserName owner, List<Object> told) {
        try {
            return store().watch(owner, told::add);
        } catch (StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void publicFoldersBelongToNobody() throws Exception {
        Account folders = store().publicFolders();
        folders.create(name("News/Past"), Optional.empty());
        folders.changeAccess(name("News/Past"), set(TO_ALL, READING));
        assertThat(store().publicFolders().mailboxes())
                .extracting(entry -> entry.name().path())
                .containsExactly("INBOX", "News/Past");
        assertThat(store().publicFolders().access(name("News/Past")).get(TO_ALL))
                .hasValue(READING);
        assertThat(store().sharers(BOB)).isEmpty();
    }

    @Test
    default void whoHasItOpenIsToldOfChangedAccess() throws Exception {
        List<Change> told = new ArrayList<>();
        try (Mailbox sent = alice().open(name("Sent"));
                Watch watch = sent.watch(told::add)) {
            assertThat(watch).isNotNull();
            alice().changeAccess(name("Sent"), set(TO_BOB, READING));
        }
        assertThat(told).containsExactly(new Change.Access(name("Sent"), BOB_READS));
        assertThat(alice().annotations(Annotated.mailbox(name("Sent"))).entries())
                .hasSize(1);
    }
}
