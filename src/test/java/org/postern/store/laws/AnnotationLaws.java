package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postern.store.Annotated;
import org.postern.store.AnnotationValue;
import org.postern.store.Annotations;
import org.postern.store.Change;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreLaws;
import org.postern.store.Watch;

/** Annotations are kept octet for octet, belong to a mailbox whatever it is called, and change all together or not at all. */
public interface AnnotationLaws extends StoreLaws {
    String COMMENT = "/shared/comment";

    private static Map<String, Optional<AnnotationValue>> set(String entry, String value) {
        return Map.of(entry, Optional.of(AnnotationValue.of(value)));
    }

    private Annotated of(String mailbox) throws Exception {
        return Annotated.mailbox(name(mailbox));
    }

    private Optional<String> comment(Annotated of) throws Exception {
        return alice().annotations(of).get(COMMENT).map(AnnotationValue::text);
    }

    @Test
    default void anAnnotationIsAnyOctets() throws Exception {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        String odd = "/private/with space and = sign";
        alice().annotate(
                        of("Sent"),
                        Map.of(
                                COMMENT, Optional.of(AnnotationValue.of(octets)),
                                odd, Optional.of(AnnotationValue.of(new byte[0]))));
        Annotations all = alice().annotations(of("Sent"));
        assertThat(all.get(COMMENT)).hasValue(AnnotationValue.of(octets));
        assertThat(all.get(odd)).hasValue(AnnotationValue.of(""));
        alice().annotate(of("Sent"), Map.of(COMMENT, Optional.empty(), "/shared/never", Optional.empty()));
        assertThat(alice().annotations(of("Sent")).entries()).containsOnlyKeys(odd, Annotations.SPECIAL_USE);
    }

    @Test
    default void mailboxAccountAndServerAreApart() throws Exception {
        alice().annotate(Annotated.mailbox(MailboxName.INBOX), set(COMMENT, "inbox"));
        alice().annotate(Annotated.ACCOUNT, set(COMMENT, "account"));
        alice().annotate(Annotated.SERVER, set(COMMENT, "server"));
        assertThat(comment(Annotated.mailbox(MailboxName.INBOX))).hasValue("inbox");
        assertThat(comment(Annotated.ACCOUNT)).hasValue("account");
        assertThat(comment(Annotated.SERVER)).hasValue("server");
        assertThat(store().open(BOB).annotations(Annotated.ACCOUNT)).isEqualTo(Annotations.NONE);
        assertThat(store().open(BOB).annotations(Annotated.SERVER).get(COMMENT)).hasValue(AnnotationValue.of("server"));
        assertThat(problem(() -> alice().annotations(of("Nowhere")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(() -> alice().annotate(of("Nowhere"), set(COMMENT, "x"))))
                .isEqualTo(Problem.NO_SUCH_MAILBOX);
    }

    @Test
    default void annotationsGoWithTheirMailbox() throws Exception {
        created("Work").close();
        alice().annotate(of("Work"), set(COMMENT, "kept"));
        alice().rename(name("Work"), name("Jobs/2026"));
        assertThat(comment(of("Jobs/2026"))).hasValue("kept");
        alice().delete(name("Jobs/2026"));
        created("Jobs/2026").close();
        assertThat(comment(of("Jobs/2026"))).isEmpty();
        alice().annotate(Annotated.mailbox(MailboxName.INBOX), set(COMMENT, "of both"));
        alice().rename(MailboxName.INBOX, name("Before"));
        assertThat(comment(of("Before"))).hasValue("of both");
        assertThat(comment(Annotated.mailbox(MailboxName.INBOX))).hasValue("of both");
    }

    @Test
    default void tooMuchChangesNothing() throws Exception {
        int most = alice().limits().annotations();
        Map<String, Optional<AnnotationValue>> many = new HashMap<>();
        for (int i = 0; i < most; i++) {
            many.put("/shared/vendor/x/" + i, Optional.of(AnnotationValue.of("" + i)));
        }
        alice().annotate(of("Sent"), many);
        assertThat(problem(() -> alice().annotate(of("Sent"), set(COMMENT, "one more"))))
                .isEqualTo(Problem.LIMIT);
        String longest = "x".repeat(alice().limits().annotationOctets());
        alice().annotate(of("Sent"), set("/shared/vendor/x/1", longest));
        assertThat(problem(() -> alice().annotate(
                                of("Sent"),
                                Map.of(
                                        "/shared/vendor/x/1", Optional.of(AnnotationValue.of(longest + "x")),
                                        "/shared/vendor/x/2", Optional.of(AnnotationValue.of("untouched"))))))
                .isEqualTo(Problem.TOO_BIG);
        assertThat(alice().annotations(of("Sent")).get("/shared/vendor/x/2")).hasValue(AnnotationValue.of("2"));
        assertThat(alice().annotations(of("Sent")).entries()).hasSize(most + 1);
    }

    @Test
    default void theSpecialUseIsAnAnnotation() throws Exception {
        created("Mine").close();
        assertThat(problem(() -> alice().annotate(of("Mine"), set(Annotations.SPECIAL_USE, "\\Sent"))))
                .isEqualTo(Problem.CANNOT);
        assertThat(problem(() -> alice().annotate(of("Mine"), set(Annotations.SPECIAL_USE, "\\All"))))
                .isEqualTo(Problem.CANNOT);
        assertThat(problem(() -> alice().annotate(of("Mine"), set(Annotations.SPECIAL_USE, "nonsense"))))
                .isEqualTo(Problem.CANNOT);
        alice().annotate(of("Sent"), Map.of(Annotations.SPECIAL_USE, Optional.empty()));
        alice().annotate(of("Mine"), set(Annotations.SPECIAL_USE, "\\sent"));
        assertThat(alice().mailboxes())
                .filteredOn(entry -> entry.specialUse().contains(SpecialUse.SENT))
                .extracting(entry -> entry.name().path())
                .containsExactly("Mine");
        assertThat(alice().annotations(of("Mine")).get(Annotations.SPECIAL_USE)).hasValue(AnnotationValue.of("\\Sent"));
    }

    @Test
    default void whoWatchesIsTold() throws Exception {
        List<Change> ofAlice = new ArrayList<>();
        List<Change> ofBob = new ArrayList<>();
        List<Change> ofSent = new ArrayList<>();
        try (Watch first = alice().watch(ofAlice::add);
                Watch second = store().open(BOB).watch(ofBob::add);
                Mailbox sent = alice().open(name("Sent"));
                Watch third = sent.watch(ofSent::add)) {
            alice().annotate(of("Sent"), set(COMMENT, "x"));
            alice().annotate(Annotated.SERVER, set(COMMENT, "y"));
            assertThat(first).isNotSameAs(second).isNotSameAs(third);
        }
        Change mailbox = new Change.Annotations(of("Sent"), Set.of(COMMENT));
        Change server = new Change.Annotations(Annotated.SERVER, Set.of(COMMENT));
        assertThat(ofAlice).containsExactly(mailbox, server);
        assertThat(ofBob).containsExactly(server);
        assertThat(ofSent).containsExactly(mailbox);
    }
}
