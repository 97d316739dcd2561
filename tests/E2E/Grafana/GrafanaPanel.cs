using Microsoft.Playwright;

namespace Observability.E2E.Grafana;

/// <summary>One panel of a dashboard, by the names of <c>@grafana/e2e-selectors</c>.</summary>
/// <param name="locator">The panel.</param>
internal sealed class GrafanaPanel(ILocator locator)
{
    /// <summary>The panel itself.</summary>
    public ILocator Locator => locator;

    /// <summary>Its drawing (<c>components.Panels.Panel.content</c>).</summary>
    public ILocator Content => locator.GetByTestId("data-testid panel content");

    /// <summary>What stands in place of a drawing: no data, or an error (<c>components.Panels.Panel.PanelDataErrorMessage</c>).</summary>
    public ILocator Message => locator.GetByTestId("data-testid Panel data error message");

    /// <summary>The mark of an error in its header (<c>components.Panels.Panel.status</c>).</summary>
    public ILocator Error => locator.GetByTestId("data-testid Panel status error");

    /// <summary>A name in its legend (<c>components.VizLegend.seriesName</c>).</summary>
    public ILocator Series(string name) => locator.GetByTestId($"data-testid VizLegend series {name}");

    /// <summary>True once it has drawn something: neither a message nor an error, and a drawing or a text is there.</summary>
    public async Task<bool> HasDataAsync()
    {
        await locator.ScrollIntoViewIfNeededAsync();
        return await Message.CountAsync() == 0
            && await Error.CountAsync() == 0
            && await Content.CountAsync() > 0
            && await Content.Locator("canvas, svg, table, li, [role='row'], [role='gridcell'], span, p").CountAsync() > 0;
    }
}
