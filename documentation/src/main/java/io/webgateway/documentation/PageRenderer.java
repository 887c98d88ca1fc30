/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.webgateway.documentation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Turns pages into HTML, whose links lead to where the site has the files.
 */
class PageRenderer {

	private final Project project;

	PageRenderer(Project project) {
		this.project = project;
	}

	String render(Page page) {
		return HtmlRenderer.builder()
			.extensions(List.of(TablesExtension.create()))
			.escapeHtml(true)
			.nodeRendererFactory((context) -> new BlockRenderer(page, context))
			.attributeProviderFactory(
					(context) -> (node, tag, attributes) -> setAttributes(page, node, tag, attributes))
			.build()
			.render(page.document())
			// So that a wide one scrolls, and not the page
			.replace("<table>", "<div class=\"table\" tabindex=\"0\"><table>")
			.replace("</table>", "</table></div>");
	}

	private void setAttributes(Page page, Node node, String tag, Map<String, String> attributes) {
		if (node instanceof Heading heading) {
			attributes.put("id", page.headings().getOrDefault(heading, ""));
		}
		else if (node instanceof Link link) {
			attributes.put("href", destination(page, link.getDestination()));
		}
		else if (node instanceof Image image && tag.equals("img")) {
			attributes.put("src", destination(page, image.getDestination()));
		}
	}

	String destination(Page page, String destination) {
		if (Target.isExternal(destination)) {
			return destination;
		}
		Target target = Target.of(page.file(), destination);
		String path = target.file().equals(page.file()) ? "" : reference(page.file(), target.file());
		return path + ((target.heading() != null) ? "#" + target.heading() : "");
	}

	/**
	 * Return how a page refers to another file.
	 * @param from the file of the page
	 * @param file the other file
	 * @return a relative URL within the site
	 */
	String reference(Path from, Path file) {
		Path directory = Path.of("/").resolve(this.project.placeOf(from)).getParent();
		return directory.relativize(Path.of("/").resolve(this.project.placeOf(file))).toString();
	}

	/**
	 * Renders blocks of code with the name of their file.
	 */
	private final class BlockRenderer implements NodeRenderer {

		private final Page page;

		private final HtmlNodeRendererContext context;

		private final HtmlWriter html;

		private BlockRenderer(Page page, HtmlNodeRendererContext context) {
			this.page = page;
			this.context = context;
			this.html = context.getWriter();
		}

		@Override
		public Set<Class<? extends Node>> getNodeTypes() {
			return Set.of(FencedCodeBlock.class, IndentedCodeBlock.class, HtmlBlock.class);
		}

		@Override
		public void render(Node node) {
			if (node instanceof FencedCodeBlock block) {
				renderCode(node, block.getLiteral());
			}
			else if (node instanceof IndentedCodeBlock block) {
				renderCode(node, block.getLiteral());
			}
			else if (node instanceof HtmlBlock block && !Page.SHOWN.matcher(block.getLiteral().strip()).matches()) {
				throw new DocumentationException(this.page.file() + " has HTML: " + block.getLiteral());
			}
		}

		private void renderCode(Node node, String code) {
			this.html.line();
			this.html.raw("<figure>");
			if (node.getPrevious() instanceof HtmlBlock comment) {
				Matcher matcher = Page.SHOWN.matcher(comment.getLiteral().strip());
				if (matcher.matches()) {
					renderCaption(matcher.group(1), matcher.group(2));
				}
			}
			this.html.raw("<pre tabindex=\"0\"><code>");
			this.html.text(code);
			this.html.raw("</code></pre></figure>");
			this.html.line();
		}

		private void renderCaption(String kind, String name) {
			Path file = PageRenderer.this.project.shown(name);
			this.html.raw("<figcaption>" + (kind.equals("file") ? "" : "from "));
			this.html.tag("a",
					Map.of("href", this.context.encodeUrl(PageRenderer.this.reference(this.page.file(), file))));
			this.html.text(name);
			this.html.raw("</a></figcaption>");
		}

	}

}
