package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.AccessList;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** Access lists as Dovecot writes them, and the list of who shares. */
final class AccessFileTest {
    private static final UserName BOB = UserName.of("bob@example.org");

    @TempDir
    private Path temporary;

    private AccessList read(String text) throws Exception {
        Files.writeString(temporary.resolve(AccessFile.FILE), text);
        return new AccessFile(new SmallFiles(new DiskFiles()), temporary).read();
    }

    @Test
    void linesOfDovecot() throws Exception {
        AccessList list = read("""
                owner lrwstipekxa
                anyone lr
                -authenticated r
                user=bob@example.org lrw :insert post
                "user=Carol@example.org" lr
                group=staff lrwts
                -user=bob@example.org w

                nonsense
                user=not-an-address lr
                """);
        assertThat(list.get(AccessIdentifier.of(Kind.OWNER, Sign.GRANTS))).hasValue(Rights.ALL);
        assertThat(list.get(AccessIdentifier.of(Kind.ANYONE, Sign.GRANTS)))
                .hasValue(Rights.of(Right.LOOKUP, Right.READ));
        assertThat(list.get(AccessIdentifier.of(Kind.AUTHENTICATED, Sign.TAKES)))
                .hasValue(Rights.of(Right.READ));
        assertThat(list.get(AccessIdentifier.of(BOB, Sign.GRANTS)).map(Rights::letters))
                .hasValue("lrwip");
        assertThat(list.get(AccessIdentifier.of(UserName.of("carol@example.org"), Sign.GRANTS)))
                .hasValue(Rights.of(Right.LOOKUP, Right.READ));
        assertThat(list.get(AccessIdentifier.of(BOB, Sign.TAKES))).hasValue(Rights.of(Right.WRITE));
        assertThat(list.entries()).hasSize(6);
    }

    @Test
    void linesThatAreNotOursStay() throws Exception {
        Path mail = temporary.resolve("mail");
        try (Stage stage = Stage.open(mail)) {
            stage.alice();
            Path file = stage.root().resolve(AccessFile.FILE);
            Files.writeString(file, "group=staff lrwts\nanyone lr\n");
            stage.alice().changeAccess(MailboxName.INBOX, to(BOB, "lrs"));
            assertThat(Files.readString(file)).isEqualTo("anyone lr\nuser=bob@example.org lrs\ngroup=staff lrwts\n");
            stage.alice().changeAccess(MailboxName.INBOX, to(BOB, ""));
            assertThat(Files.readString(file)).contains("user=bob@example.org :\n");
            assertThat(stage.alice().access(MailboxName.INBOX).get(AccessIdentifier.of(BOB, Sign.GRANTS)))
                    .hasValue(Rights.NONE);
        }
    }

    @Test
    void whoSharesIsFoundAgainWithoutTheList() throws Exception {
        Path mail = temporary.resolve("mail");
        try (Stage stage = Stage.open(mail)) {
            stage.alice().changeAccess(new MailboxName("Sent"), to(BOB, "lr"));
            stage.store().open(UserName.of("o'hara%ä@example.org"));
            assertThat(Files.readString(mail.resolve(ShareList.FILE)))
                    .isEqualTo("postern-sharing 1\nalice@example.org user=bob@example.org\n");
        }
        Files.writeString(mail.resolve("example.org/o'hara%25%C3%A4").resolve(AccessFile.FILE), "anyone lr\n");
        try (Stage stage = Stage.open(mail)) {
            assertThat(stage.store().sharers(BOB)).containsExactly(Stage.ALICE); // the list is believed
        }
        Files.delete(mail.resolve(ShareList.FILE));
        try (Stage stage = Stage.open(mail)) {
            assertThat(stage.store().sharers(BOB))
                    .containsExactlyInAnyOrder(Stage.ALICE, UserName.of("o'hara%ä@example.org"));
            assertThat(Files.readString(mail.resolve(ShareList.FILE))).contains("anyone");
        }
    }

    @Test
    void oneOwnerSharesWithSoManyAndNoMore() throws Exception {
        Path mail = temporary.resolve("mail");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < ShareList.MOST - 1; i++) {
            many.append("user=u").append(i).append("@example.org lr\n");
        }
        try (Stage stage = Stage.open(mail)) {
            stage.alice();
            Files.writeString(stage.root().resolve(AccessFile.FILE), many);
            MailboxName sent = new MailboxName("Sent");
            stage.alice().changeAccess(sent, to(BOB, "lr"));
            AccessChange more = to(UserName.of("more@example.org"), "lr");
            assertThatThrownBy(() -> stage.alice().changeAccess(sent, more))
                    .isInstanceOf(StoreException.class)
                    .extracting(e -> ((StoreException) e).problem())
                    .isEqualTo(Problem.LIMIT);
            stage.alice().changeAccess(sent, to(UserName.of("u7@example.org"), "lrs"));
            stage.alice().changeAccess(sent, to(BOB, ""));
            stage.alice().changeAccess(sent, more);
            assertThat(stage.store().sharers(UserName.of("more@example.org"))).containsExactly(Stage.ALICE);
            assertThat(stage.store().sharers(BOB)).isEmpty();
        }
        try (Stage stage = Stage.open(mail)) {
            assertThat(stage.store().sharers(UserName.of("u7@example.org"))).containsExactly(Stage.ALICE);
        }
    }

    private static AccessChange to(UserName user, String letters) {
        java.util.EnumSet<Right> rights = java.util.EnumSet.noneOf(Right.class);
        letters.chars().forEach(c -> rights.add(Right.of(c).orElseThrow()));
        return new AccessChange(AccessIdentifier.of(user, Sign.GRANTS), AccessChange.Kind.REPLACE, new Rights(rights));
    }
}
