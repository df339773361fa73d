package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.auth.DomainFile;
import org.postern.auth.UserFile;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import org.postern.pop3.MaildropPolicies;
import org.postern.pop3.MaildropPolicy;
import org.postern.store.UserName;

/** Whose rule counts. */
class DirectoryMaildropsTest {
    private Instant later = Instant.now().plusSeconds(60);

    @TempDir
    Path dir;

    private MaildropPolicies policies(String users, String domains) throws Exception {
        Settings settings = new ConfigReader()
                .read(
                        Optional.empty(),
                        Map.of(),
                        List.of("pop3.expire=30d", "pop3.login-delay=1m", "hostname=h.example"));
        Files.writeString(dir.resolve("users"), users);
        Files.writeString(dir.resolve("domains"), domains);
        return new DirectoryMaildrops(
                new UserFile(dir.resolve("users"), Optional.empty(), () -> later, DirectoryMaildrops::check),
                new DomainFile(dir.resolve("domains"), () -> later, DirectoryMaildrops::check),
                () -> settings);
    }

    /** Without days: never. */
    private static MaildropPolicy policy(int days, int seconds) {
        MaildropPolicy policy = MaildropPolicy.DEFAULT.withLoginDelay(Duration.ofSeconds(seconds));
        return days == 0 ? policy : policy.withExpire(Period.ofDays(days));
    }

    private static MaildropPolicy hiding(int days, int seconds) {
        return policy(days, seconds).withDeletion(MaildropPolicy.Deletion.HIDE);
    }

    @Test
    void theUserThenTheDomainThenTheConfiguration() throws Exception {
        MaildropPolicies policies = policies(
                "a@one.example:{PLAIN}x::::::pop3-expire=never\nb@one.example:{PLAIN}x\nc@two.example:{PLAIN}x\n",
                "one.example pop3-expire=7d pop3-login-delay=5m\n");
        assertThat(policies.of(UserName.of("a@one.example"))).isEqualTo(policy(0, 300));
        assertThat(policies.of(UserName.of("b@one.example"))).isEqualTo(policy(7, 300));
        assertThat(policies.of(UserName.of("c@two.example"))).isEqualTo(policy(30, 60));
        assertThat(policies.range().expire())
                .containsExactlyInAnyOrder(
                        Optional.empty(), Optional.of(Period.ofDays(7)), Optional.of(Period.ofDays(30)));
        assertThat(policies.range().loginDelay())
                .containsExactlyInAnyOrder(Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    @Test
    void aRuleThatCannotBeReadRemovesNothing() throws Exception {
        MaildropPolicies policies = policies("a@one.example:{PLAIN}x::::::pop3-expire=soon\n", "");
        assertThat(policies.of(UserName.of("a@one.example"))).isEqualTo(hiding(0, 60));
        assertThat(policies.range().expire()).containsExactly(Optional.of(Period.ofDays(30)));
    }

    @Test
    void aDomainThatCannotBeReadRemovesNothingAndItsUsersSayWhatTheyWant() throws Exception {
        String users = """
                a@one.example:{PLAIN}x
                b@one.example:{PLAIN}x::::::pop3-dele=trash pop3-expire=7d
                c@one.example:{PLAIN}x::::::pop3-dele=expunge
                """;
        MaildropPolicies policies = policies(users, "one.example pop3-dele=hide pop3-expire=soon\n");
        assertThat(policies.of(UserName.of("a@one.example"))).isEqualTo(hiding(0, 60));
        assertThat(policies.of(UserName.of("b@one.example")))
                .isEqualTo(policy(7, 60).withDeletion(MaildropPolicy.Deletion.TRASH));
        assertThat(policies.of(UserName.of("c@one.example"))).isEqualTo(policy(0, 60));
    }

    @Test
    void whatIsAnnouncedCountsOtherRulesByWhichMailGoes() throws Exception {
        String users = """
                a@one.example:{PLAIN}x::::::expire=INBOX:7d
                b@one.example:{PLAIN}x::::::expire=INBOX:90d,Lists/*:1d
                c@one.example:{PLAIN}x::::::pop3-view=INBOX,Bin expire=\\Trash:3d
                """;
        MaildropPolicies policies = policies(users, "");
        assertThat(announced(policies, "a@one.example")).isEqualTo("P7D");
        assertThat(announced(policies, "b@one.example"))
                .as("what was retrieved goes before")
                .isEqualTo("P30D");
        assertThat(announced(policies, "c@one.example"))
                .as("Bin may be the trash")
                .isEqualTo("P3D");
        assertThat(announced(policies, "d@one.example")).isEqualTo("P30D");
        assertThat(policies.range().expire())
                .contains(Optional.of(Period.ofDays(3)))
                .hasSizeGreaterThan(1);
    }

    /** Anybody may ask, as often as he likes. */
    @Test
    void whatIsToldBeforeTheLoginIsFoundOnceForWhatTheFilesSay() throws Exception {
        MaildropPolicies policies = policies("a@one.example:{PLAIN}x::::::expire=INBOX:7d\n", "");
        MaildropPolicies.Range first = policies.range();
        assertThat(policies.range()).isSameAs(first);
        Files.writeString(dir.resolve("users"), "a@one.example:{PLAIN}x::::::expire=INBOX:14d pop3-login-delay=5m\n");
        later = later.plusSeconds(1); // what was seen before counts no more
        assertThat(policies.range().expire())
                .containsExactlyInAnyOrder(Optional.of(Period.ofDays(14)), Optional.of(Period.ofDays(30)));
        assertThat(policies.range().loginDelay())
                .containsExactlyInAnyOrder(Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    private static String announced(MaildropPolicies policies, String user) {
        return policies.range(UserName.of(user))
                .expire()
                .iterator()
                .next()
                .map(Period::toString)
                .orElse("never");
    }
}
