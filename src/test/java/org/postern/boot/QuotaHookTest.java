package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.postern.store.StorageUse;
import org.postern.store.UserName;

final class QuotaHookTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final StorageUse USE = new StorageUse(900, 3, OptionalLong.of(1000), OptionalLong.empty());

    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private final List<String> told = new ArrayList<>();
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final QuotaHook hook = new QuotaHook(this::tell, clock);

    private void tell(String about, String event) {
        assertThat(event).contains("\"address\":\"" + about + "\"");
        told.add(event);
    }

    @Test
    void eachEventSaysWhoAndHowMuch() throws Exception {
        hook.crossed(ALICE, 80, USE);
        assertThat(new ObjectMapper().readTree(told.get(0))).isEqualTo(new ObjectMapper().readTree("""
                        {"event": "quota-warning", "time": "2026-11-27T12:00:00Z", "address": "alice@example.org",
                         "percent": 80, "usage": 900, "limit": 1000, "messages": 3, "message-limit": null}"""));
        hook.receded(ALICE, 95, USE);
        hook.relieved(ALICE, USE);
        assertThat(told.get(1)).contains("\"quota-receded\"", "\"percent\":95");
        assertThat(told.get(2)).contains("\"quota-relieved\"", "\"percent\":90");
    }

    @Test
    void refusalsOfOneUserAreToldOnceInAWhile() {
        hook.refused(ALICE, 200, USE);
        hook.refused(ALICE, 200, USE);
        hook.refused(UserName.of("bob@example.org"), 200, USE);
        assertThat(told).hasSize(2).allMatch(line -> line.contains("\"size\":200"));
        now = now.plus(Duration.ofMinutes(10));
        hook.refused(ALICE, 200, USE);
        assertThat(told).hasSize(3);
        now = now.minus(Duration.ofDays(1));
        hook.refused(ALICE, 200, USE);
        assertThat(told).as("a clock that is set back silences nobody").hasSize(4);
        hook.relieved(ALICE, USE);
        hook.refused(ALICE, 200, USE);
        assertThat(told).hasSize(6);
    }
}
