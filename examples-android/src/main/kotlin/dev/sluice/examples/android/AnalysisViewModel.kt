package dev.sluice.examples.android

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import dev.sluice.Sluice
import dev.sluice.errors.SluiceException
import dev.sluice.examples.android.AnalysisState.Phase
import dev.sluice.extraction.Partial
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch

/**
 * A screen that fills while the model writes. Reading and decoding happen on background threads; Main only gets finished snapshots.
 *
 * [sluice] stands on the application's one client, which outlives every screen. The client's base URL is a server of one's own that adds
 * the provider's key: a key inside an app is anybody's.
 */
class AnalysisViewModel(private val sluice: Sluice) : ViewModel() {
    private val shown = MutableStateFlow(AnalysisState())
    private var running: Job? = null

    /** What to draw: `viewModel.state.collectAsStateWithLifecycle()` in Compose, `repeatOnLifecycle` elsewhere. */
    val state: StateFlow<AnalysisState> = shown.asStateFlow()

    /** Starts anew; what ran is cancelled, and its request with it. */
    fun analyse(text: String) {
        running?.cancel()
        shown.value = AnalysisState(Phase.RUNNING)
        running = viewModelScope.launch {
            try {
                sluice.extractPartial<ProductAnalysis> { user("Analyse this product:\n\n$text") }
                    .collect { partial -> shown.value = stateOf(partial) }
            } catch (left: CancellationException) {
                end { it.copy(phase = Phase.CANCELLED) }
                throw left
            } catch (failure: SluiceException) {
                end { it.copy(phase = if (isActive) Phase.FAILED else Phase.CANCELLED, problem = failure.message.takeIf { isActive }) }
            }
        }
    }

    /** Shows the end of this run, unless a newer one has taken the screen over. */
    private fun CoroutineScope.end(change: (AnalysisState) -> AnalysisState) {
        if (running == coroutineContext[Job]) shown.update(change)
    }

    /** Stops; the connection is closed. */
    fun cancel() {
        running?.cancel()
    }

    private fun stateOf(partial: Partial<ProductAnalysis>) = AnalysisState(
        phase = if (partial.value == null) Phase.RUNNING else Phase.DONE,
        productName = partial[ProductAnalysis::productName],
        strengths = partial[ProductAnalysis::strengths].orEmpty(),
        verdict = partial[ProductAnalysis::verdict].orEmpty(),
        isVerdictWhole = partial.isComplete(ProductAnalysis::verdict),
        score = partial[ProductAnalysis::score],
        attempt = partial.attempt,
    )
}
