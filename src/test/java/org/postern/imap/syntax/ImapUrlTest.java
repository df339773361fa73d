package org.postern.imap.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

final class ImapUrlTest {
    /** Neither of the grammar, nor of this server, nor of a message. */
    private static final List<String> NOT_URLS = List.of(
            "",
            "/",
            "INBOX",
            "/INBOX",
            "/INBOX/",
            "/INBOX;UIDVALIDITY=1",
            "/INBOX/;UID=",
            "/INBOX/;UID=0",
            "/INBOX/;UID=4294967296",
            "/INBOX/;UID=99999999999",
            "/INBOX/;UID=1:2",
            "/INBOX/;UID=*",
            "/INBOX/;UID=-1",
            "/INBOX;UID=1",
            "/INBOX;UIDVALIDITY=0/;UID=1",
            "/INBOX;UIDVALIDITY=4294967296/;UID=1",
            "/INBOX;UIDVALIDITY=1;UID=1",
            "/INBOX/;UID=1/",
            "/INBOX/;UID=1;SECTION=1",
            "/INBOX/;UID=1/;SECTION=",
            "/INBOX/;UID=1/;PARTIAL=",
            "/INBOX/;UID=1/;PARTIAL=1.0",
            "/INBOX/;UID=1/;PARTIAL=1.",
            "/INBOX/;UID=1/;PARTIAL=.1",
            "/INBOX/;UID=1/;PARTIAL=9999999999999999999",
            "/INBOX/;UID=1/;PARTIAL=1/;SECTION=1",
            "/INBOX/;UID=1;EXPIRE=2026-01-01T00:00:00Z",
            "/INBOX/;UID=1;URLAUTH=anonymous",
            "/INBOX?TEXT",
            "//localhost/INBOX/;UID=1",
            "///INBOX/;UID=1",
            "imap:/INBOX?/;UID=1",
            "/a b/;UID=1",
            "/a\rb/;UID=1",
            "/a\"b/;UID=1",
            "/a[b/;UID=1",
            "/a#b/;UID=1",
            "/Gr\u00fc\u00dfe/;UID=1",
            "/a%/;UID=1",
            "/a%4/;UID=1",
            "/a%4g/;UID=1",
            "/a%00/;UID=1",
            "/a%FF/;UID=1",
            "/a%C0%AF/;UID=1",
            "/a%ED%A0%80/;UID=1",
            "/INBOX/;UID=1/;SECTION=%",
            "/INBOX/;UID=1/;SECTION=%FF");

    @Test
    void whatIsNotAUrlIsNone() {
        assertThat(NOT_URLS).allMatch(text -> ImapUrl.parse(text).isEmpty());
    }

    @Test
    void aLongOneTakesNoTime() {
        assertThat(ImapUrl.parse("/" + "a/".repeat(250_000))).isEmpty();
        assertThat(ImapUrl.parse("/" + ";UID=1/".repeat(80_000))).isEmpty();
        assertThat(ImapUrl.parse("/x/;UID=1/;SECTION=" + "%20".repeat(170_000))).isPresent();
    }

    @Test
    void mailboxes() throws StoreException {
        row("/INBOX/;UID=1", "INBOX", "a/b");
        row("/inbox;uidvalidity=1/;uid=1", "INBOX", "a/b");
        row("/c/d/;UID=1", "c/d", "a/b");
        row("c/d/;UID=1", "a/c/d", "a/b");
        row("c/;UID=1", "c", "b");
        row(";UID=1", "a/b", "a/b");
        row("/;UID=1", "a/b", "a/b");
        row(";UIDVALIDITY=1/;UID=1", "a/b", "a/b");
        row("/;UIDVALIDITY=1/;UID=1", "a/b", "a/b");
        row("/Gr%C3%BC%c3%9fe%20&%3B/;UID=1", "Gr\u00fc\u00dfe &;", "a/b");
        row("/a:@!$'()*+,&=~-._/;UID=1", "a:@!$'()*+,&=~-._".replace("*", ""), "a/b");
    }

    private static void row(String text, String mailbox, String selected) throws StoreException {
        ImapUrl url = ImapUrl.parse(text.replace("*", "")).orElseThrow();
        assertThat(url.in(Optional.of(MailboxName.of(selected)))).isEqualTo(MailboxName.of(mailbox));
        assertThat(url.uid()).isEqualTo(1);
    }

    @Test
    void whatNamesNoMailboxNamesNothing() {
        for (String text : List.of(
                "/../;UID=1",
                "/a/../../b/;UID=1",
                "/%2e%2e/x/;UID=1",
                "/a//b/;UID=1",
                "/a%0D%0A/;UID=1",
                "/a*/;UID=1")) {
            ImapUrl url = ImapUrl.parse(text).orElseThrow();
            assertThatThrownBy(() -> url.in(Optional.of(MailboxName.INBOX))).isInstanceOf(StoreException.class);
        }
        assertThatThrownBy(() -> ImapUrl.parse(";UID=1").orElseThrow().in(Optional.empty()))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void sectionsAndStretches() {
        ImapUrl url = ImapUrl.parse("/a;UIDVALIDITY=7/;UID=4294967295/;SECTION=1.2.HEADER.FIELDS%20(TO)/;PARTIAL=5.6")
                .orElseThrow();
        assertThat(url.uidValidity()).hasValue(7);
        assertThat(url.uid()).isEqualTo(4294967295L);
        assertThat(url.section()).hasValue("1.2.HEADER.FIELDS (TO)");
        assertThat(url.stretch()).hasValue(new ImapUrl.Stretch(5, 6));
        assertThat(ImapUrl.parse("/a/;UID=1/;PARTIAL=5").orElseThrow().stretch())
                .hasValue(new ImapUrl.Stretch(5, Long.MAX_VALUE));
    }
}
