package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.postern.store.StorageUse;
import org.postern.store.UserName;

final class QuotaWarnerTest {
    private static final BounceSettings SETTINGS =
            new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty());

    private final Post post = new Post();

    @Test
    void theWarningLiesInTheInbox() {
        StorageUse use = new StorageUse(838861L, 812, OptionalLong.of(1 << 20), OptionalLong.of(1000));
        new QuotaWarner(post.memory, () -> SETTINGS, Post.CLOCK).warn(UserName.of("alice@example.org"), 80, use);
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
        QuotaWarner warner = new QuotaWarner(post.memory, () -> SETTINGS, Post.CLOCK);
        StorageUse use = new StorageUse(1000, 5, OptionalLong.of(1023), OptionalLong.empty());
        assertThat(warner.compose(UserName.of("alice@example.org"), 95, use, Post.CLOCK.instant()))
                .contains("  Storage:  1000 bytes of 1023 bytes\r\n")
                .doesNotContain("Messages:");
    }

    @Test
    void aWarningThatCannotBePlacedHurtsNobody() {
        QuotaWarner warner = new QuotaWarner(post.store, () -> SETTINGS, Post.CLOCK);
        post.store.disk(10);
        warner.warn(UserName.of("alice@example.org"), 95, StorageUse.unlimited(1, 1));
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
        post.assertNoLeaks();
    }
}
