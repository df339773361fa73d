package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.auth.UserFile;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import org.postern.pop3.LoginNames.LoginName;

/** Where a login is cut. */
class SubaddressLoginsTest {
    @TempDir
    Path dir;

    private LoginName parse(String login, String... sets) throws Exception {
        Files.writeString(dir.resolve("users"), "a@x.example:{PLAIN}x\na+b@x.example:{PLAIN}x\n");
        Instant later = Instant.now().plusSeconds(60);
        Settings settings = new ConfigReader().read(Optional.empty(), Map.of(), List.of(sets));
        return new SubaddressLogins(
                        new UserFile(dir.resolve("users"), settings.defaultDomain(), () -> later), () -> settings)
                .parse(login);
    }

    @Test
    void theFolderIsWhatFollowsTheSeparator() throws Exception {
        for (String whole :
                List.of("a", "a@x.example", "a+b@x.example", "+c@x.example", "a+@x.example", "+", "", "a@+")) {
            assertThat(parse(whole, "hostname=h.example")).as(whole).isEqualTo(LoginName.of(whole));
        }
        assertThat(parse("a+Work/2026@x.example", "hostname=h.example"))
                .isEqualTo(new LoginName("a@x.example", Optional.of("Work/2026")));
        assertThat(parse("a+b+c@x.example", "hostname=h.example"))
                .isEqualTo(new LoginName("a@x.example", Optional.of("b+c")));
        assertThat(parse("a+c", "default-domain=x.example", "hostname=h.example"))
                .isEqualTo(new LoginName("a", Optional.of("c")));
        assertThat(parse("a+b", "default-domain=x.example", "hostname=h.example"))
                .isEqualTo(LoginName.of("a+b"));
        assertThat(parse("a-c@x.example", "delivery.subaddress=-", "hostname=h.example"))
                .isEqualTo(new LoginName("a@x.example", Optional.of("c")));
        assertThat(parse("a+c@x.example", "delivery.subaddress=", "hostname=h.example"))
                .isEqualTo(LoginName.of("a+c@x.example"));
    }
}
