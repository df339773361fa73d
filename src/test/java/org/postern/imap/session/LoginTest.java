package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.postern.auth.PlaintextPolicy;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;
import org.postern.imap.state.ImapLimits;
import org.postern.store.memory.MemoryStore;

final class LoginTest {
    private static final String PLAIN = base64("\0alice@localhost\0secret");

    @Test
    void theGreetingNamesTheCapabilities() {
        ImapDriver driver = new ImapWorld().connectFrom("127.0.0.1");
        assertThat(driver.greeting())
                .startsWith("* OK [CAPABILITY IMAP4rev1 IMAP4rev2 ")
                .contains(" AUTH=PLAIN ")
                .endsWith("\r\n");
    }

    @Test
    void login() {
        new ImapWorld().connect().expect("""
                C: a LOGIN alice wrong
                S: a NO [AUTHENTICATIONFAILED] Authentication failed
                C: b LOGIN nobody secret
                S: b NO [AUTHENTICATIONFAILED] Authentication failed
                C: c LOGIN alice
                S: c BAD Error in IMAP command at octet 14: space expected
                C: d LOGIN "alice@localhost" {6+}
                C: secret
                S: d OK [CAPABILITY ...
                C: e LOGIN alice secret
                S: e BAD LOGIN is not permitted in this state
                C: f STARTTLS
                S: f BAD STARTTLS is not permitted in this state
                """);
    }

    @Test
    void aWrongPasswordIsDelayedWithoutAThread() {
        ImapDriver driver = new ImapWorld().connectFrom("192.0.2.7");
        driver.tlsIsUp();
        driver.send("a LOGIN alice wrong\r\n");
        assertThat(driver.delayed()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void authenticatePlain() {
        new ImapWorld().connect().expect("""
                C: a AUTHENTICATE PLAIN
                S: +\s
                C: *
                S: a BAD Authentication given up
                C: b AUTHENTICATE PLAIN
                S: +\s
                C: no base64!
                S: b BAD Malformed authentication message
                C: c AUTHENTICATE PLAIN =
                S: c BAD Malformed authentication message
                C: d AUTHENTICATE FOO
                S: d NO [CANNOT] Unknown authentication mechanism
                C: e AUTHENTICATE PLAIN %s
                S: e NO [AUTHORIZATIONFAILED] Acting as another user is not permitted
                C: f AUTHENTICATE PLAIN
                S: +\s
                C: %s
                S: f OK [CAPABILITY ...
                """.formatted(base64("bob\0alice\0secret"), PLAIN));
    }

    @Test
    void authenticateWithAnInitialResponse() {
        new ImapWorld().connect().expect("C: a authenticate plain " + PLAIN + "\nS: a OK [CAPABILITY ...\n");
    }

    @Test
    void authenticateLogin() {
        new ImapWorld().connect().expect("""
                C: a AUTHENTICATE LOGIN
                S: + VXNlcm5hbWU6
                C: %s
                S: + UGFzc3dvcmQ6
                C: %s
                S: a OK [CAPABILITY ...
                C: b NOOP
                S: b OK Noop completed
                """.formatted(base64("alice"), base64("secret")));
    }

    @Test
    void authenticateLoginWithAnInitialResponse() {
        new ImapWorld().connect().expect("""
                C: a AUTHENTICATE LOGIN %s
                S: + UGFzc3dvcmQ6
                C: %s
                S: a OK [CAPABILITY ...
                """.formatted(base64("alice"), base64("secret")));
    }

    @Test
    void passwordsInTheClearAreRefusedFromAfar() {
        ImapDriver driver = new ImapWorld().connectFrom("192.0.2.7");
        assertThat(driver.greeting())
                .contains(" LOGINDISABLED ")
                .contains(" STARTTLS ")
                .doesNotContain("AUTH=");
        driver.expect("""
                C: a LOGIN alice secret
                S: a NO [PRIVACYREQUIRED] Passwords are taken only over TLS
                C: b AUTHENTICATE PLAIN %s
                S: b NO [PRIVACYREQUIRED] Passwords are taken only over TLS
                C: c STARTTLS
                S: c OK Begin TLS negotiation now
                """.formatted(PLAIN));
        assertThat(driver.wantsTls()).isTrue();
        driver.tlsIsUp();
        driver.expect("""
                C: d STARTTLS
                S: d BAD TLS is not available, or active already
                C: e LOGIN alice secret
                S: e OK [CAPABILITY ...
                """);
    }

    @Test
    void passwordsInTheClearWhereTheyAreAllowed() {
        ImapWorld world = new ImapWorld(
                new MemoryStore(InstantSource.fixed(ImapWorld.NOW)), ImapLimits.DEFAULT, PlaintextPolicy.ALWAYS);
        world.connectFrom("192.0.2.7").expect("C: a LOGIN alice secret\nS: a OK [CAPABILITY ...\n");
    }

    @Test
    void nothingButLoginBeforeLogin() {
        ImapDriver driver = new ImapWorld().connect();
        driver.expect("""
                C: a SELECT INBOX
                S: a BAD SELECT is not permitted in this state
                C: b FETCH 1 FLAGS
                S: b BAD FETCH is not permitted in this state
                C: c NOOP
                S: c OK Noop completed
                C: d CAPABILITY
                S: * CAPABILITY IMAP4rev1 IMAP4rev2 ...
                S: d OK Capability completed
                C: e LOGOUT
                S: * BYE Logging out
                S: e OK Logout completed
                """);
        assertThat(driver.isClosed()).isTrue();
    }

    @Test
    void tenBadCommandsBeforeLoginAreEnough() {
        ImapDriver driver = new ImapWorld().connect();
        for (int i = 1; i < ImapLimits.DEFAULT.badCommandsBeforeLogin(); i++) {
            driver.expect("C: a FOO\nS: a BAD Unknown command\n");
        }
        driver.expect("""
                C: GET / HTTP/1.1
                S: GET BAD Unknown command
                S: * BYE Too many bad commands
                """);
        assertThat(driver.isClosed()).isTrue();
    }

    @Test
    void literalsBeforeLoginAreSmall() {
        new ImapWorld().connect().expect("""
                C: a LOGIN {4097}
                S: a BAD [TOOBIG] Literal too long
                C: b LOGIN {5}
                S: + OK
                C: alice {6}
                S: + OK
                C: secret
                S: b OK [CAPABILITY ...
                """);
    }

    @Test
    void idIsAnsweredInAnyState() {
        new ImapWorld().connect().expect("""
                C: a ID ("name" "x" "version" NIL)
                S: * ID ("name" "Postern")
                S: a OK Id completed
                C: b ID nil
                S: * ID ("name" "Postern")
                S: b OK Id completed
                C: c ID (name)
                S: c BAD Error in IMAP command at octet 7: string expected
                """);
    }

    @Test
    void timeOutSaysBye() {
        ImapDriver driver = new ImapWorld().connect();
        assertThat(driver.timeOut()).startsWith("* BYE Autologout");
        assertThat(driver.isClosed()).isTrue();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
