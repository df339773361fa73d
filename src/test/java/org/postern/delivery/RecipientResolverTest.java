package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipientResolverTest {
    private static final Set<String> USERS = Set.of("alice@example.org", "tom+jerry@example.org", "tom@example.org");
    private static final DeliverySettings SETTINGS =
            DeliverySettings.of("mx.example.org").withDefaultDomain("example.org");

    private final RecipientResolver resolver =
            new RecipientResolver(name -> USERS.contains(name.address()) ? Optional.of(name) : Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "nobody@example.org",
        "alice@example.com",
        "alice+folder@example.com",
        "+alice@example.org",
        "alice/x@example.org",
        ".alice@example.org",
        "\"al ice\"@example.org",
        "..@example.org"
    })
    void unknown(String address) {
        DeliveryException e =
                catchThrowableOfType(DeliveryException.class, () -> resolver.resolve(Address.parse(address), SETTINGS));
        assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN_USER);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org,            alice@example.org,     ,      alice@example.org",
        "ALICE@Example.ORG,            alice@example.org,     ,      ALICE@Example.ORG",
        "alice,                        alice@example.org,     ,      alice@example.org",
        "alice+,                       alice@example.org,     ,      alice+@example.org",
        "alice+Work@example.org,       alice@example.org,     Work,  alice+Work@example.org",
        "alice+a/b+c@example.org,      alice@example.org,     a/b+c, alice+a/b+c@example.org",
        "\"alice\"@example.org,        alice@example.org,     ,      alice@example.org",
        "tom+jerry@example.org,        tom+jerry@example.org, ,      tom+jerry@example.org",
        "tom+other@example.org,        tom@example.org,       other, tom+other@example.org"
    })
    void known(String address, String user, String detail, String completed) throws DeliveryException {
        Addressee addressee = resolver.resolve(Address.parse(address), SETTINGS);
        assertThat(addressee.address()).hasToString(completed);
        Recipient recipient = (Recipient) addressee.members().get(0);
        assertThat(addressee.members()).hasSize(1);
        assertThat(recipient.user()).hasToString(user);
        assertThat(recipient.detail()).isEqualTo(Optional.ofNullable(detail));
        assertThat(recipient.address()).hasToString(completed);
    }

    @Test
    void noDefaultDomainNoRecipient() {
        DeliveryException e = catchThrowableOfType(
                DeliveryException.class,
                () -> resolver.resolve(Address.parse("alice"), DeliverySettings.of("mx.example.org")));
        assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN_USER);
    }

    /** RFC 5321 4.5.1. */
    @Test
    void postmasterNeedsNoDomain() throws DeliveryException {
        Post post = new Post();
        post.aliases.put("postmaster@mx.example.org", List.of("alice@example.org"));
        Addressee addressee =
                post.resolver().resolve(Address.parse("PostMaster"), DeliverySettings.of("mx.example.org"));
        assertThat(addressee.members())
                .singleElement()
                .satisfies(member -> assertThat(member.address()).hasToString("alice@example.org"));
    }

    @Test
    void unreadableUsersAreATemporaryMatter() {
        RecipientResolver blind = new RecipientResolver(name -> {
            throw new IOException("disk");
        });
        DeliveryException e = catchThrowableOfType(
                DeliveryException.class, () -> blind.resolve(Address.parse("alice@example.org"), SETTINGS));
        assertThat(e.outcome()).isEqualTo(Outcome.TRY_AGAIN);
    }
}
