package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.postern.delivery.QuotaWarner.Fill;
import org.postern.store.StorageUse;
import org.postern.store.UserName;

final class QuotaWarnerTest {
    private static final BounceSettings SETTINGS =
            new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty());

    private static final UserName ALICE = UserName.of("alice@example.org");

    private final Post post = new Post();
    private NoticeTemplates templates = NoticeTemplates.ENGLISH;

    @Test
    void theWarningLiesInTheInbox() {
        StorageUse use = new StorageUse(838861L, 812, OptionalLong.of(1 << 20), OptionalLong.of(1000));
        new QuotaWarner(post.memory, () -> SETTINGS, () -> templates, Post.CLOCK)
                .warn(ALICE, new Fill(80, use, Optional.empty()));
        String warning = post.onlyMail("alice@example.org");
        assertThat(warning)
                .startsWith("Return-Path: <>\r\nFrom: Mail server <MAILER-DAEMON@mx.example.org>\r\n")
                .contains("\r\nTo: <alice@example.org>\r\n")
                .contains("\r\nSubject: Your mailbox is 80 % full\r\n")
                .contains("\r\nDate: Mon, 23 Nov 2026 10:11:12 +0000\r\nMessage-ID: <")
                .contains("\r\nAuto-Submitted: auto-generated\r\n")
                .contains("  Storage:  819.2 KB of 1.0 MB\r\n  Messages: 812 of 1000\r\n");
        assertThat(warning.replace("\r\n", "")).doesNotContain("\n");
        post.assertNoLeaks();
    }

    @Test
    void onlyLimitsThatExistAreNamed() {
        StorageUse use = new StorageUse(1000, 5, OptionalLong.of(1023), OptionalLong.empty());
        new QuotaWarner(post.memory, () -> SETTINGS, () -> templates, Post.CLOCK)
                .warn(ALICE, new Fill(95, use, Optional.empty()));
        assertThat(post.onlyMail("alice@example.org"))
                .contains("  Storage:  1000 bytes of 1023 bytes\r\n")
                .doesNotContain("Messages:");
    }

    @Test
    void whoIsFullAlreadyIsNotToldOfAPercentageHePassed() {
        StorageUse use = new StorageUse(1700, 5, OptionalLong.of(1000), OptionalLong.empty());
        new QuotaWarner(post.memory, () -> SETTINGS, () -> templates, Post.CLOCK)
                .warn(ALICE, new Fill(95, use, Optional.empty()));
        assertThat(post.onlyMail("alice@example.org"))
                .contains("\r\nSubject: Your mailbox is 100 % full\r\n")
                .contains("\r\nYour mailbox has reached 100 % of its limit.\r\n\r\n");
    }

    @Test
    void whoSharesALimitIsToldWithWhom() {
        StorageUse use = new StorageUse(830, 5, OptionalLong.of(1000), OptionalLong.empty());
        new QuotaWarner(post.memory, () -> SETTINGS, () -> templates, Post.CLOCK)
                .warn(ALICE, new Fill(80, use, Optional.of("example.org")));
        assertThat(post.onlyMail("alice@example.org"))
                .contains("% of its limit.\r\nYou share this limit with all users of example.org.\r\n\r\n");
    }

    @Test
    void germanIsWrittenInUtf8() {
        templates = NoticeTemplates.GERMAN;
        StorageUse use = new StorageUse(838861L, 812, OptionalLong.of(1 << 20), OptionalLong.empty());
        new QuotaWarner(post.memory, () -> SETTINGS, () -> templates, Post.CLOCK)
                .warn(ALICE, new Fill(80, use, Optional.empty()));
        String warning = post.onlyMail("alice@example.org");
        byte[] octets = warning.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(octets, StandardCharsets.UTF_8))
                .contains("\r\nSubject: Ihr Postfach ist zu 80 % voll\r\n")
                .contains("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n")
                .contains("  Speicher:    819,2 KB von 1,0 MB\r\n\r\n")
                .contains("ihre Absender erfahren es.\r\n");
    }

    @Test
    void whoWasFullIsToldThatThereIsRoom() {
        StorageUse use = new StorageUse(500, 3, OptionalLong.of(1000), OptionalLong.empty());
        new QuotaWarner(post.memory, () -> SETTINGS, () -> templates, Post.CLOCK)
                .relieve(ALICE, new Fill(50, use, Optional.empty()));
        assertThat(post.onlyMail("alice@example.org"))
                .contains("\r\nSubject: Your mailbox accepts mail again\r\n")
                .contains("\r\n  Storage:  500 bytes of 1000 bytes\r\n");
    }

    @Test
    void theOperatorsOwnTemplateIsFilled() {
        NoticeTemplate own = new NoticeTemplate(
                "{address} fährt mit {percent}",
                List.of("{usage} {limit} {messages}", "only with {message-limit}", "$1 %s \\ {hostname}"));
        templates = NoticeTemplates.ENGLISH.with(Optional.of(own), Optional.empty());
        StorageUse use = new StorageUse(500, 3, OptionalLong.of(1000), OptionalLong.empty());
        new QuotaWarner(post.memory, () -> SETTINGS, () -> templates, Post.CLOCK)
                .warn(ALICE, new Fill(50, use, Optional.empty()));
        assertThat(post.onlyMail("alice@example.org"))
                .contains("\r\nSubject: =?utf-8?B?")
                .endsWith("\r\n\r\n500 bytes 1000 bytes 3\r\n$1 %s \\ mx.example.org\r\n");
    }

    @Test
    void aWarningThatCannotBePlacedHurtsNobody() {
        QuotaWarner warner = new QuotaWarner(post.store, () -> SETTINGS, () -> templates, Post.CLOCK);
        post.store.disk(10);
        warner.warn(ALICE, new Fill(95, StorageUse.unlimited(1, 1), Optional.empty()));
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
        post.assertNoLeaks();
    }
}
